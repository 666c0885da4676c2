/** Trains, evaluates and exports detectors. */
@NullMarked
package dev.tamis.training;

import org.jspecify.annotations.NullMarked;
