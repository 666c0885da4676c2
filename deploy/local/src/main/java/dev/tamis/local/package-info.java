/** The commands that run Tamis on one machine. */
@NullMarked
package dev.tamis.local;

import org.jspecify.annotations.NullMarked;
