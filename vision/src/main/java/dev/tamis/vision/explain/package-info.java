/** Heat maps and their overlay on the image they explain. */
@NullMarked
package dev.tamis.vision.explain;

import org.jspecify.annotations.NullMarked;
