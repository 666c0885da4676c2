/** Files that are whole or not there. */
@NullMarked
package dev.tamis.training.file;

import org.jspecify.annotations.NullMarked;
