/** How good a detector is: scores, calibration, thresholds, figures. */
@NullMarked
package dev.tamis.training.evaluate;

import org.jspecify.annotations.NullMarked;
