package dev.tamis.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.training.network.Architectures;
import dev.tamis.training.network.ImageTensor;
import dev.tamis.training.network.Optimiser;
import dev.tamis.vision.detector.Calibration;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorFileTest {
    private static final DetectorMetadata METADATA = new DetectorMetadata(
            "test",
            PreprocessSpec.CIFAKE,
            Calibration.NONE,
            new Thresholds(0.2, 0.8),
            new InputRange(-0.5),
            Map.of("accuracy", "0.5"));
    private static final int EXPLAINED = 8;
    private static final float MAP_TOLERANCE = 1e-4f;

    private final long seed = System.nanoTime();
    private final List<RgbImage> images = noise(new Random(seed), 24);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6x1",
                "6x1-d8",
                "8x2-d16",
                "4x2-d8x3",
                "4x3",
                "5x3-d7x2",
                "modified-cnn2d",
                "three-conv",
                "base-cnn",
                "srm-cnn",
                "tamis"
            })
    void computesWhatTheNetworkDoes(String topology) throws UnusableDetectorException {
        System.out.println("seed " + seed);
        ComputationGraph network = network(topology);
        try (OnnxDetector detector = OnnxDetector.load(DetectorFile.of(network, METADATA), topology)) {
            Parity parity = Parity.measure(network, detector, images);

            assertThat(parity.images()).isEqualTo(images.size());
            assertThatCode(parity::requireFaithful).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6x1", "6x1-d8", "8x2-d16", "4x2-d8x3", "4x3-d8"})
    void explainsAsFiniteDifferencesDo(String topology) throws UnusableDetectorException {
        System.out.println("seed " + seed);
        ComputationGraph network = network(topology);
        NumericGradCam reference = NumericGradCam.of(network);
        Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);
        try (OnnxDetector detector = OnnxDetector.load(DetectorFile.of(network, METADATA), topology)) {
            List<Detection> detections = detector.detect(images);
            for (int i = 0; i < EXPLAINED; i++) {
                float[] expected = reference.map(
                        ImageTensor.of(List.of(images.get(i)), preprocessor).toNd4j());
                assertThat(detections.get(i).heatmap().values()).containsExactly(expected, within(MAP_TOLERANCE));
            }
        }
    }

    @Test
    void explainsBothClasses() throws UnusableDetectorException {
        try (OnnxDetector detector = OnnxDetector.load(DetectorFile.of(network("8x2-d16"), METADATA), "both")) {
            List<Boolean> predictedFake = Stream.concat(images.stream(), noise(new Random(1), 100).stream())
                    .map(image -> detector.detect(List.of(image)).get(0).score() >= 0.5)
                    .distinct()
                    .toList();
            assertThat(predictedFake).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void scoresAnyNumberOfImagesAlike() throws UnusableDetectorException {
        try (OnnxDetector detector = OnnxDetector.load(DetectorFile.of(network("8x2-d16"), METADATA), "batch")) {
            List<Detection> together = detector.detect(images);
            for (int i = 0; i < images.size(); i++) {
                double alone = detector.detect(List.of(images.get(i))).get(0).score();
                assertThat(together.get(i).score()).isCloseTo(alone, within(1e-6));
            }
        }
    }

    @Test
    void carriesItsMetadata() throws UnusableDetectorException {
        try (OnnxDetector detector = OnnxDetector.load(DetectorFile.of(network("4x1"), METADATA), "metadata")) {
            assertThat(detector.metadata()).isEqualTo(METADATA);
        }
    }

    @Test
    void isTheSameFileEachTime() {
        ComputationGraph network = network("4x1-d4");

        assertThat(DetectorFile.of(network, METADATA)).isEqualTo(DetectorFile.of(network, METADATA));
    }

    @Test
    void noticesAFileOfAnotherNetwork() throws UnusableDetectorException {
        byte[] other = DetectorFile.of(network("4x1-d4", 2), METADATA);
        try (OnnxDetector detector = OnnxDetector.load(other, "other")) {
            Parity parity = Parity.measure(network("4x1-d4"), detector, images);

            assertThatExceptionOfType(UnfaithfulExportException.class)
                    .isThrownBy(parity::requireFaithful)
                    .withMessageContaining("differ on 24 images");
        }
    }

    private static ComputationGraph network(String topology) {
        return network(topology, 1);
    }

    private static ComputationGraph network(String name, long seed) {
        return Architectures.named(name).create(Optimiser.plain(), seed);
    }

    /** Images of unlike brightness and contrast, so that random networks answer both ways. */
    private static List<RgbImage> noise(Random random, int count) {
        return Stream.generate(() -> noise(random)).limit(count).toList();
    }

    private static RgbImage noise(Random random) {
        byte[] rgb = new byte[32 * 32 * RgbImage.CHANNELS];
        int[] brightness = {random.nextInt(256), random.nextInt(256), random.nextInt(256)};
        int contrast = 1 + random.nextInt(128);
        for (int i = 0; i < rgb.length; i++) {
            int value = brightness[i % RgbImage.CHANNELS] + random.nextInt(2 * contrast) - contrast;
            rgb[i] = (byte) Math.max(0, Math.min(255, value));
        }
        return new RgbImage(32, 32, rgb);
    }
}
