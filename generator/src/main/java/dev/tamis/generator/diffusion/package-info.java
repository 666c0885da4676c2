/**
 * Images by latent diffusion (Rombach et al. 2022): a text encoder, a network that predicts noise, a scheduler that removes it step by
 * step, and a decoder from latents to pixels, all on ONNX Runtime. A pipeline is a folder in the layout in which diffusers
 * publishes them.
 */
@NullMarked
package dev.tamis.generator.diffusion;

import org.jspecify.annotations.NullMarked;
