@NullMarked
package dev.tamis.console;

import org.jspecify.annotations.NullMarked;
