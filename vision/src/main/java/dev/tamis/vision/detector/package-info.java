/** The detector: one ONNX file that holds network, Grad-CAM graph, calibration, thresholds and fingerprint. */
@NullMarked
package dev.tamis.vision.detector;

import org.jspecify.annotations.NullMarked;
