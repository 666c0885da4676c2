/** From scores to verdicts and review items. */
@NullMarked
package dev.tamis.stream.decide;

import org.jspecify.annotations.NullMarked;
