/** Goes on with a detector from what analysts decided. */
@NullMarked
package dev.tamis.training.retrain;

import org.jspecify.annotations.NullMarked;
