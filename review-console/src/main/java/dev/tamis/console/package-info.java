/** The review console as a whole. */
@NullMarked
package dev.tamis.console;

import org.jspecify.annotations.NullMarked;
