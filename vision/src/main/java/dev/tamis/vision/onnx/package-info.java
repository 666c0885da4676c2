/**
 * ONNX graphs, written and run. {@link dev.tamis.vision.onnx.OnnxGraph} needs {@code tribuo-util-onnx} on the class path, which
 * this module does not bring along: running a graph does not need it.
 */
@NullMarked
package dev.tamis.vision.onnx;

import org.jspecify.annotations.NullMarked;
