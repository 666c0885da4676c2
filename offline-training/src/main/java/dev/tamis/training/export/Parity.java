package dev.tamis.training.export;

import dev.tamis.training.explain.BackwardPass;
import dev.tamis.training.explain.LayerMaps;
import dev.tamis.training.explain.MapMethod;
import dev.tamis.training.network.ImageTensor;
import dev.tamis.vision.detector.Calibration;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.Detector;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.Preprocessor;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far an exported file is from the network it was made of: DL4J against ONNX Runtime on the same images.
 *
 * @param images number of images compared
 * @param probability largest difference of P(REAL)
 * @param heatmap largest difference of a heat map's value, against DL4J's own backward pass
 */
public record Parity(int images, double probability, double heatmap) {
    /** Largest difference of P(REAL) that passes for rounding. */
    private static final double PROBABILITY_LIMIT = 1e-5;

    /** The same of a heat map's value; larger, since a map is divided by its peak. */
    private static final double HEATMAP_LIMIT = 1e-4;

    /** Bounds the activations that DL4J keeps: one of 224 x 224 pixels has megabytes of them. */
    private static final int BATCH = 32;

    /**
     * Compares.
     *
     * @param detector the exported file, without calibration
     * @param images at least one, of any size
     */
    public static Parity measure(ComputationGraph network, Detector detector, List<RgbImage> images) {
        if (!detector.metadata().calibration().equals(Calibration.NONE)) {
            throw new IllegalArgumentException("a detector without calibration expected: its scores are 1 - P(REAL)");
        }
        Parity parity = new Parity(0, 0, 0);
        for (int from = 0; from < images.size(); from += BATCH) {
            parity = parity.plus(
                    ofBatch(network, detector, images.subList(from, Math.min(images.size(), from + BATCH))));
        }
        return parity;
    }

    private Parity plus(Parity other) {
        return new Parity(
                images + other.images, Math.max(probability, other.probability), Math.max(heatmap, other.heatmap));
    }

    private static Parity ofBatch(ComputationGraph network, Detector detector, List<RgbImage> batch) {
        Preprocessor preprocessor = new Preprocessor(detector.metadata().preprocessing(), DecodeLimits.DEFAULT);
        List<RgbImage> images = batch.stream().map(preprocessor::resize).toList();
        List<Detection> detections = detector.detect(images);
        try (INDArray tensor = ImageTensor.of(images, preprocessor).toNd4j()) {
            BackwardPass pass = BackwardPass.of(network, tensor);
            float[] probabilities = pass.probabilitiesReal();
            List<Heatmap> maps = new LayerMaps(MapMethod.GRAD_CAM, pass.lastLayer()).maps(pass);
            double probability = 0;
            double heatmap = 0;
            for (int i = 0; i < maps.size(); i++) {
                Detection detection = detections.get(i);
                probability = Math.max(probability, Math.abs(1 - detection.score() - probabilities[i]));
                heatmap = Math.max(heatmap, largestDifference(maps.get(i), detection.heatmap()));
            }
            return new Parity(maps.size(), probability, heatmap);
        }
    }

    /** @throws UnfaithfulExportException where a difference is more than rounding */
    public void requireFaithful() throws UnfaithfulExportException {
        if (!(probability <= PROBABILITY_LIMIT && heatmap <= HEATMAP_LIMIT)) {
            throw new UnfaithfulExportException(
                    "DL4J and ONNX Runtime differ on %d images by %.2g in P(REAL) (at most %.0g) and %.2g in the heat map (at most %.0g)"
                            .formatted(images, probability, PROBABILITY_LIMIT, heatmap, HEATMAP_LIMIT));
        }
    }

    private static double largestDifference(Heatmap expected, Heatmap found) {
        double largest = 0;
        for (int i = 0; i < expected.values().length; i++) {
            largest = Math.max(largest, Math.abs(expected.values()[i] - found.values()[i]));
        }
        return largest;
    }
}
