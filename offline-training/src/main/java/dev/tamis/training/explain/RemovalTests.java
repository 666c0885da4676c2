package dev.tamis.training.explain;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.degrade.GaussianBlur;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.image.RgbImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Takes an image's pixels away in the order of a map and asks the network each time how sure it still is of the class that it
 * predicted: deletion, insertion (Petsiuk et al. 2018) and ROAD (Rong et al. 2022).
 *
 * <p>Deletion replaces pixels by the image's mean colour, insertion starts from the image under a Gaussian blur with a deviation
 * of an eighth of its width: both keep the image's own colours, and neither leaves anything to recognise.
 */
final class RemovalTests {
    /** Shares of the pixels that ROAD removes. */
    static final List<Double> ROAD_SHARES = List.of(0.1, 0.3, 0.5, 0.7, 0.9);

    /** Deviation of ROAD's noise as a share of full scale. */
    static final double NOISE = 0.01;

    private static final int BLUR_SHARE = 8;

    private final ExplainedNetwork network;
    private final RoadImputer imputer;
    private final SplittableRandom random;

    RemovalTests(ExplainedNetwork network, long seed) {
        this.network = network;
        this.imputer = new RoadImputer(
                new MapSize(network.input().width(), network.input().height()),
                NOISE / network.input().std().get(0));
        this.random = new SplittableRandom(seed);
    }

    /** One outcome for each of the image's maps. */
    List<Removal> run(ExplainedImage explained) {
        float[] image = network.tensor(List.of(explained.pixels())).values();
        PixelExchange deletion = new PixelExchange(image, mean(image));
        PixelExchange insertion = new PixelExchange(blurred(explained.pixels()), image);
        List<Removal> outcomes = new ArrayList<>();
        for (Heatmap map : explained.maps()) {
            PixelOrder order = PixelOrder.of(map, random);
            outcomes.add(new Removal(
                    confidences(explained, deletion.along(order)),
                    confidences(explained, insertion.along(order)),
                    confidences(explained, road(image, order)),
                    confidences(explained, road(image, order.reversed()))));
        }
        return outcomes;
    }

    private List<float[]> road(float[] image, PixelOrder order) {
        return ROAD_SHARES.stream()
                .map(share -> imputer.impute(image, order, order.count(share), random))
                .toList();
    }

    /** Probabilities of the class that was predicted for the whole image. */
    private double[] confidences(ExplainedImage explained, List<float[]> tensors) {
        float[] real = network.probabilitiesReal(tensors);
        boolean fake = explained.predicted() == Label.FAKE;
        double[] confidences = new double[real.length];
        for (int i = 0; i < confidences.length; i++) {
            confidences[i] = fake ? 1 - real[i] : real[i];
        }
        return confidences;
    }

    private static float[] mean(float[] image) {
        float[] mean = new float[image.length];
        int plane = image.length / RgbImage.CHANNELS;
        for (int from = 0; from < image.length; from += plane) {
            double value = IntStream.range(from, from + plane)
                    .mapToDouble(i -> image[i])
                    .average()
                    .orElseThrow();
            Arrays.fill(mean, from, from + plane, (float) value);
        }
        return mean;
    }

    private float[] blurred(RgbImage image) {
        GaussianBlur blur = new GaussianBlur((double) image.width() / BLUR_SHARE);
        return network.tensor(List.of(blur.apply(image, random))).values();
    }
}
