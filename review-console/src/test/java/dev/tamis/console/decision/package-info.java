@NullMarked
package dev.tamis.console.decision;

import org.jspecify.annotations.NullMarked;
