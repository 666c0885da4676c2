/** Which images look alike: the perceptual hash PDQ and the search for near-duplicates by it. */
@NullMarked
package dev.tamis.vision.similarity;

import org.jspecify.annotations.NullMarked;
