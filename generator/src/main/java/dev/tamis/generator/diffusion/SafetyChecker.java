package dev.tamis.generator.diffusion;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.onnx.InferenceSettings;
import dev.tamis.vision.preprocess.Resampler;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.nio.file.Path;

/** Stable Diffusion's own check of what its images show. Used by one thread at a time. */
final class SafetyChecker implements AutoCloseable {
    private static final String CLIP_INPUT = "clip_input";
    private static final String IMAGES = "images";
    private static final String UNSAFE = "has_nsfw_concepts";

    private static final int SIDE = 224;
    private static final double[] MEAN = {0.48145466, 0.4578275, 0.40821073};
    private static final double[] DEVIATION = {0.26862954, 0.26130258, 0.27577711};
    private static final float WHITE = 255;

    private final OnnxNetwork network;

    private SafetyChecker(OnnxNetwork network) {
        this.network = network;
    }

    /**
     * Loads a checker.
     *
     * @throws UnusablePipelineException where the file is none
     */
    static SafetyChecker load(Path file, InferenceSettings settings) throws UnusablePipelineException {
        OnnxNetwork network = OnnxNetwork.open(file, settings);
        try {
            network.requireInput(
                    CLIP_INPUT, OnnxNetwork.FLOATS, new long[] {OnnxNetwork.ANY, RgbImage.CHANNELS, SIDE, SIDE});
            network.requireInput(IMAGES, OnnxNetwork.FLOATS, new long[] {
                OnnxNetwork.ANY, OnnxNetwork.ANY, OnnxNetwork.ANY, OnnxNetwork.ANY
            });
            network.requireOutput(UNSAFE, OnnxNetwork.TRUTHS, new long[] {OnnxNetwork.ANY});
            return new SafetyChecker(network);
        } catch (UnusablePipelineException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** Whether the image should not be shown. */
    boolean isUnsafe(RgbImage image) {
        float[] pixels = new float[image.rgb().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (image.rgb()[i] & 0xff) / WHITE;
        }
        float[] unsafe = network.run()
                .floats(CLIP_INPUT, clipInput(image), 1, RgbImage.CHANNELS, SIDE, SIDE)
                .floats(IMAGES, pixels, 1, image.height(), image.width(), RgbImage.CHANNELS)
                .output(UNSAFE);
        return unsafe[0] != 0;
    }

    /** As CLIP sees an image: the shorter side brought to 224 pixels, the middle of the longer one, standardised planes. */
    private static float[] clipInput(RgbImage image) {
        int shorter = Math.min(image.width(), image.height());
        RgbImage small = Resampler.resize(
                image,
                (int) ((long) SIDE * image.width() / shorter),
                (int) ((long) SIDE * image.height() / shorter),
                ResamplingFilter.BICUBIC);
        int left = (small.width() - SIDE) / 2;
        int top = (small.height() - SIDE) / 2;
        float[] planes = new float[RgbImage.CHANNELS * SIDE * SIDE];
        int at = 0;
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    int pixel = (top + y) * small.width() + left + x;
                    double value = (small.rgb()[pixel * RgbImage.CHANNELS + channel] & 0xff) / WHITE;
                    planes[at++] = (float) ((value - MEAN[channel]) / DEVIATION[channel]);
                }
            }
        }
        return planes;
    }

    @Override
    public void close() {
        network.close();
    }
}
