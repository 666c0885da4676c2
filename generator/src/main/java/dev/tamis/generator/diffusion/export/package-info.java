/** Writes the networks of Stable Diffusion as ONNX graphs, of any size: small ones of random weights stand in where the published weights cannot be had. */
@NullMarked
package dev.tamis.generator.diffusion.export;

import org.jspecify.annotations.NullMarked;
