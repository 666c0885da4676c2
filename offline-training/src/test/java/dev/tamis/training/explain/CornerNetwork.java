package dev.tamis.training.explain;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.LabelledImage;
import dev.tamis.training.network.Architecture;
import dev.tamis.training.network.Architectures;
import dev.tamis.training.network.Optimiser;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network of which it is known what decides: REAL is what is bright in the 8x8 pixels of the upper left corner.
 * The map that knows is HiResCAM at the image: there, no pooling hides a pixel behind its neighbour.
 */
final class CornerNetwork {
    static final LayerMaps TRUE_MAPS = new LayerMaps(MapMethod.HIRES_CAM, Architecture.IMAGE);

    private static final int CORNER = 8;
    private static final int SIDE = 32;
    private static final int CELLS = SIDE / 2;

    private CornerNetwork() {}

    static ExplainedNetwork create() {
        ComputationGraph network = Architectures.named("1x1").create(Optimiser.plain(), 1);
        network.params().assign(0);
        INDArray filter = network.getLayer("conv1").getParam("W"); // the mean of 3x3 pixels
        filter.assign(1.0 / filter.length());
        INDArray weights = network.getLayer(Architecture.PROBABILITY_REAL).getParam("W");
        for (int cell = 0; cell < CELLS * CELLS; cell++) {
            if (cell / CELLS < CORNER / 2 && cell % CELLS < CORNER / 2) {
                weights.putScalar(cell, 0, 0.8);
            }
        }
        network.getLayer(Architecture.PROBABILITY_REAL).getParam("b").assign(-7);
        return new ExplainedNetwork(network, PreprocessSpec.CIFAKE);
    }

    /** Noise, bright in the corner: all are called REAL. Every fourth is labelled FAKE. */
    static ImageSet images(int count, long seed) {
        List<LabelledImage> images = IntStream.range(0, count)
                .mapToObj(i ->
                        new LabelledImage("test/" + i, i % 4 == 3 ? Label.FAKE : Label.REAL, "0".repeat(64), Map.of()))
                .toList();
        return new ImageSet(images, position -> image(new Random(seed + position)));
    }

    private static RgbImage image(Random random) {
        byte[] rgb = new byte[SIDE * SIDE * RgbImage.CHANNELS];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / RgbImage.CHANNELS;
            boolean corner = pixel / SIDE < CORNER && pixel % SIDE < CORNER;
            rgb[i] = (byte) ((corner ? 180 : 20) + random.nextInt(60));
        }
        return new RgbImage(SIDE, SIDE, rgb);
    }
}
