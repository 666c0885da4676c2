/** From a trained network to one detector file with its model card. */
@NullMarked
package dev.tamis.training.export;

import org.jspecify.annotations.NullMarked;
