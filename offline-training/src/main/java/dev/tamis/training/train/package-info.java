/** Trains a network: batches, epochs, checkpoints. */
@NullMarked
package dev.tamis.training.train;

import org.jspecify.annotations.NullMarked;
