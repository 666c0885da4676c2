@NullMarked
package dev.tamis.console.audit;

import org.jspecify.annotations.NullMarked;
