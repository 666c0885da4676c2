/** Detectors made of ONNX classifiers of another make. */
@NullMarked
package dev.tamis.training.foreign;

import org.jspecify.annotations.NullMarked;
