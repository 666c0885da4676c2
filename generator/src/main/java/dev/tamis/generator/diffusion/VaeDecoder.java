package dev.tamis.generator.diffusion;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.onnx.InferenceSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The decoder of the variational autoencoder: from latents to pixels. Used by one thread at a time. */
final class VaeDecoder implements AutoCloseable {
    private static final String LATENTS = "latent_sample";
    private static final String PIXELS = "sample";

    private final OnnxNetwork network;

    private VaeDecoder(OnnxNetwork network) {
        this.network = network;
    }

    /**
     * Loads a decoder.
     *
     * @throws UnusablePipelineException where the file is none
     */
    static VaeDecoder load(Path file, InferenceSettings settings) throws UnusablePipelineException {
        OnnxNetwork network = OnnxNetwork.open(file, settings);
        try {
            network.requireInput(LATENTS, OnnxNetwork.FLOATS, new long[] {
                OnnxNetwork.ANY, Latents.CHANNELS, OnnxNetwork.ANY, OnnxNetwork.ANY
            });
            network.requireOutput(PIXELS, OnnxNetwork.FLOATS, new long[] {
                OnnxNetwork.ANY, RgbImage.CHANNELS, OnnxNetwork.ANY, OnnxNetwork.ANY
            });
            return new VaeDecoder(network);
        } catch (UnusablePipelineException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /**
     * The images of latents, one after the other: a decoder takes more memory than all else.
     *
     * @param latents of variance 1, as the {@link Unet} has them
     */
    List<RgbImage> decode(Latents latents) {
        List<RgbImage> images = new ArrayList<>(latents.count());
        int size = latents.values().length / latents.count();
        for (int i = 0; i < latents.count(); i++) {
            float[] one = new float[size];
            for (int j = 0; j < size; j++) {
                one[j] = (float) (latents.values()[i * size + j] / Latents.SCALE);
            }
            float[] planes = network.run()
                    .floats(LATENTS, one, 1, Latents.CHANNELS, latents.height(), latents.width())
                    .output(PIXELS);
            images.add(image(planes, latents.width() * Latents.CELL, latents.height() * Latents.CELL));
        }
        return images;
    }

    /** From three planes of -1 to 1 to bytes; what lies outside is cut off. */
    private RgbImage image(float[] planes, int width, int height) {
        int pixels = width * height;
        if (planes.length != RgbImage.CHANNELS * pixels) {
            throw new IllegalStateException(
                    "a decoder of %d x %d pixels expected, found %,d values".formatted(width, height, planes.length));
        }
        byte[] rgb = new byte[planes.length];
        for (int i = 0; i < pixels; i++) {
            for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
                double value = planes[channel * pixels + i] / 2.0 + 0.5;
                rgb[i * RgbImage.CHANNELS + channel] = (byte) Math.rint(255 * Math.min(1, Math.max(0, value)));
            }
        }
        return new RgbImage(width, height, rgb);
    }

    @Override
    public void close() {
        network.close();
    }
}
