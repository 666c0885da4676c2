@NullMarked
package dev.tamis.console.store;

import org.jspecify.annotations.NullMarked;
