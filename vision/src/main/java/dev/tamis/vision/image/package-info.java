/** Image files to pixels: formats, limits read from the header, decoding. */
@NullMarked
package dev.tamis.vision.image;

import org.jspecify.annotations.NullMarked;
