package dev.tamis.training.export;

import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.evaluate.Evaluation;
import dev.tamis.training.evaluate.EvaluationReport;
import dev.tamis.training.evaluate.FurtherFigures;
import dev.tamis.training.evaluate.ScoredImage;
import dev.tamis.training.evaluate.ScoredSet;
import dev.tamis.training.evaluate.Scorer;
import dev.tamis.training.evaluate.Twins;
import dev.tamis.training.network.Architecture;
import dev.tamis.training.train.Validation;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.image.RgbImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A detector made of a trained network: exported, proven equal to the network, calibrated, with thresholds, and measured on
 * the test split.
 *
 * @param metadata what the file says of itself
 * @param file the bytes of {@code detector.onnx}
 * @param parameters of the network
 * @param parity how far the file is from the network
 * @param evaluation its figures on the test split, and without the images that are also in the train split
 */
@SuppressWarnings("ArrayRecordComponent") // made once, written once, never compared
public record DetectorBuild(
        DetectorMetadata metadata, byte[] file, long parameters, Parity parity, EvaluationReport evaluation) {
    private static final int PARITY_IMAGES = 512;
    private static final String NAME = "made of the trained network";

    /**
     * Builds a detector.
     *
     * @param architecture of the network
     * @param id the detector's name
     * @param pack whose test split measures it
     * @param validation images that the network has not learned from
     * @throws UnfaithfulExportException where the file does not compute what the network does
     */
    public static DetectorBuild of(
            ComputationGraph network, Architecture architecture, String id, ImagePack pack, Validation validation)
            throws UnusableDetectorException, UnfaithfulExportException {
        DetectorMetadata plain = Tuning.untuned(id, architecture.input());
        try (OnnxDetector detector = OnnxDetector.load(DetectorFile.of(network, plain), NAME)) {
            Parity parity = Parity.measure(network, detector, parityImages(pack));
            parity.requireFaithful();
            DetectorMetadata calibrated = Tuning.calibrate(
                    plain,
                    ScoredSet.of(detector, validation.images()),
                    validation.varied().stream()
                            .map(images -> ScoredSet.of(detector, images))
                            .toList());
            return measure(network, architecture.name(), calibrated, pack, parity);
        }
    }

    private static DetectorBuild measure(
            ComputationGraph network, String name, DetectorMetadata calibrated, ImagePack pack, Parity parity)
            throws UnusableDetectorException {
        ImageSet test = ImageSet.of(pack, pack.rows(Split.TEST));
        List<ScoredImage> tested;
        try (OnnxDetector detector = OnnxDetector.load(DetectorFile.of(network, calibrated), NAME)) {
            tested = Scorer.score(detector, test, images -> {});
        }
        Evaluation evaluation = Evaluation.of(tested, calibrated.thresholds());
        DetectorMetadata complete = Tuning.evaluate(
                calibrated,
                evaluation,
                Map.of(Tuning.PARAMETERS, Long.toString(network.numParams()), Tuning.NETWORK, name));
        byte[] file = DetectorFile.of(network, complete);
        try (OnnxDetector detector = OnnxDetector.load(file, NAME)) {
            Twins twins = Twins.of(tested, pack.images(), complete.thresholds());
            EvaluationReport report = EvaluationReport.of(detector, test, Optional.of(Split.TEST), tested)
                    .with(FurtherFigures.of(twins));
            return new DetectorBuild(complete, file, network.numParams(), parity, report);
        }
    }

    /** Test images of both classes, spread over the split. */
    private static List<RgbImage> parityImages(ImagePack pack) {
        List<Integer> rows = pack.rows(Split.TEST);
        int step = Math.max(1, rows.size() / PARITY_IMAGES);
        return IntStream.range(0, Math.min(PARITY_IMAGES, rows.size()))
                .mapToObj(i -> pack.pixels(rows.get(i * step)))
                .toList();
    }
}
