/** Images painted by code, and the file formats that they are written in. */
@NullMarked
package dev.tamis.generator.paint;

import org.jspecify.annotations.NullMarked;
