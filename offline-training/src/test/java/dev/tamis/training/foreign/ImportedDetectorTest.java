package dev.tamis.training.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import dev.tamis.vision.detector.Calibration;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessSpec.ChannelOrder;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImportedDetectorTest {
    private static final int SIZE = 224;
    private static final Thresholds THRESHOLDS = new Thresholds(0.3, 0.7);
    private static final List<Float> IMAGENET_MEAN = List.of(0.406f, 0.456f, 0.485f);
    private static final List<Float> IMAGENET_STD = List.of(0.225f, 0.224f, 0.229f);

    @TempDir
    private Path folder;

    private final List<RgbImage> images = images(new Random(5), 12);

    /** A network of another make, how it reads an image, and how its output reads. */
    @SuppressWarnings("ImmutableEnumChecker") // a record of lists that nobody changes
    enum Make {
        KERAS_SOFTMAX(
                ForeignNetworks::keras,
                new PreprocessSpec(SIZE, SIZE, Layout.NHWC, ChannelOrder.BGR, IMAGENET_MEAN, IMAGENET_STD),
                "fake,real",
                Values.PROBABILITY) {
            @Override
            double probabilityReal(float[] output) {
                return output[1];
            }

            @Override
            double logitReal(float[] logits) {
                return (double) logits[1] - logits[0];
            }
        },
        TORCH_SIGMOID_OF_FAKE(
                ForeignNetworks::torch,
                new PreprocessSpec(
                        SIZE,
                        SIZE,
                        Layout.NCHW,
                        ChannelOrder.RGB,
                        List.of(0.5f, 0.5f, 0.5f),
                        List.of(0.5f, 0.5f, 0.5f)),
                "fake",
                Values.PROBABILITY) {
            @Override
            double probabilityReal(float[] output) {
                return 1.0 - output[0];
            }

            @Override
            double logitReal(float[] logits) {
                return -logits[0];
            }
        },
        TENSORFLOW_LOGITS(
                ForeignNetworks::tensorflow,
                new PreprocessSpec(SIZE, SIZE, Layout.NHWC, ChannelOrder.RGB, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f)),
                "real,fake",
                Values.LOGIT) {
            @Override
            double probabilityReal(float[] output) {
                return Math.exp(output[0]) / (Math.exp(output[0]) + Math.exp(output[1]));
            }

            @Override
            double logitReal(float[] logits) {
                return (double) logits[0] - logits[1];
            }
        };

        final ModelProto network;
        final ImportPlan plan;

        Make(Supplier<ModelProto> network, PreprocessSpec input, String classes, Values values) {
            this.network = network.get();
            this.plan = new ImportPlan("test", input, Classes.parse(classes), values);
        }

        abstract double probabilityReal(float[] output);

        abstract double logitReal(float[] logits);

        String output() {
            return network.getGraph().getOutput(0).getName();
        }

        /** The tensor of an image, written down once more. */
        float[] tensor(RgbImage image) {
            PreprocessSpec spec = plan.input();
            int pixels = SIZE * SIZE;
            float[] tensor = new float[3 * pixels];
            for (int i = 0; i < tensor.length; i++) {
                int channel = spec.layout() == Layout.NHWC ? i % 3 : i / pixels;
                int pixel = spec.layout() == Layout.NHWC ? i / 3 : i % pixels;
                int colour = spec.channelOrder() == ChannelOrder.BGR ? 2 - channel : channel;
                float value = (image.rgb()[3 * pixel + colour] & 0xff) / 255f;
                tensor[i] = (value - spec.mean().get(channel)) / spec.std().get(channel);
            }
            return tensor;
        }

        long[] shape() {
            return plan.input().layout() == Layout.NHWC ? new long[] {1, SIZE, SIZE, 3} : new long[] {1, 3, SIZE, SIZE};
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesWhatTheClassifierGives(Make make) throws Exception {
        try (OnnxDetector detector = detector(make);
                OnnxRun classifier = OnnxRun.upTo(make.network, make.output())) {
            List<Detection> detections = detector.detect(images);
            for (int i = 0; i < images.size(); i++) {
                double expected = make.probabilityReal(classifier.run(make.tensor(images.get(i)), make.shape()));
                assertThat(1 - detections.get(i).score()).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void explainsAsFiniteDifferencesDo(Make make) throws Exception {
        try (OnnxDetector detector = detector(make);
                FiniteDifferences reference = new FiniteDifferences(make)) {
            List<Detection> detections = detector.detect(images);
            for (int i = 0; i < images.size(); i++) {
                float[] expected = reference.map(images.get(i));
                assertThat(largestDifference(
                                expected, detections.get(i).heatmap().values()))
                        .isLessThan(2e-3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void explainsBothClasses(Make make) throws Exception {
        try (OnnxDetector detector = detector(make)) {
            assertThat(detector.detect(images).stream().map(detection -> detection.score() >= 0.5))
                    .contains(true, false);
        }
    }

    @Test
    void saysOfItselfWhatItWasTold() throws Exception {
        try (OnnxDetector detector = detector(Make.KERAS_SOFTMAX)) {
            assertThat(detector.metadata())
                    .isEqualTo(new DetectorMetadata(
                            "test",
                            Make.KERAS_SOFTMAX.plan.input(),
                            Calibration.NONE,
                            THRESHOLDS,
                            InputRange.ANY,
                            Map.of()));
        }
    }

    private OnnxDetector detector(Make make) throws IOException, UnusableDetectorException {
        Path file = folder.resolve("foreign.onnx");
        Files.write(file, make.network.toByteArray());
        ImportedDetector imported = ImportedDetector.of(ForeignModel.read(file), make.plan, THRESHOLDS);
        return OnnxDetector.load(imported.file(), "imported");
    }

    private static double largestDifference(float[] expected, float[] found) {
        return IntStream.range(0, expected.length)
                .mapToDouble(i -> Math.abs(expected[i] - found[i]))
                .max()
                .orElseThrow();
    }

    /** Stripes and noise of unlike brightness, so that random networks answer both ways. */
    private static List<RgbImage> images(Random random, int count) {
        List<RgbImage> images = new ArrayList<>();
        while (images.size() < count) {
            byte[] rgb = new byte[SIZE * SIZE * RgbImage.CHANNELS];
            int[] brightness = {random.nextInt(256), random.nextInt(256), random.nextInt(256)};
            int contrast = 1 + random.nextInt(128);
            int stripes = 1 + random.nextInt(60);
            for (int i = 0; i < rgb.length; i++) {
                int wave = i / RgbImage.CHANNELS % SIZE / stripes % 2 == 0 ? contrast : -contrast;
                int value = brightness[i % RgbImage.CHANNELS] + wave + random.nextInt(contrast);
                rgb[i] = (byte) Math.max(0, Math.min(255, value));
            }
            images.add(new RgbImage(SIZE, SIZE, rgb));
        }
        return images;
    }

    /**
     * Grad-CAM by finite differences: a channel's mean gradient is how much the logit changes when all its cells rise together,
     * over their number.
     */
    private static final class FiniteDifferences implements AutoCloseable {
        private static final float STEP = 1e-3f;

        private final Make make;
        private final OnnxRun body;
        private final OnnxRun head;
        private final int side = 14;

        FiniteDifferences(Make make) throws OrtException {
            this.make = make;
            this.body = OnnxRun.upTo(make.network, ForeignNetworks.FEATURES);
            this.head = OnnxRun.between(make.network, ForeignNetworks.FEATURES, ForeignNetworks.LOGITS);
        }

        float[] map(RgbImage image) throws OrtException {
            float[] features = body.run(make.tensor(image), make.shape());
            int cells = side * side;
            int channels = features.length / cells;
            double sign = Math.signum(logit(features, 0, 0));
            double[] map = new double[cells];
            for (int channel = 0; channel < channels; channel++) {
                double weight =
                        sign * (logit(features, channel, STEP) - logit(features, channel, -STEP)) / (2 * STEP * cells);
                for (int cell = 0; cell < cells; cell++) {
                    map[cell] += weight * features[index(channel, cell, channels)];
                }
            }
            return enlarged(map);
        }

        private double logit(float[] features, int channel, float step) throws OrtException {
            float[] shifted = features.clone();
            int channels = features.length / side / side;
            for (int cell = 0; cell < side * side; cell++) {
                shifted[index(channel, cell, channels)] += step;
            }
            long[] shape =
                    isChannelsLast() ? new long[] {1, side, side, channels} : new long[] {1, channels, side, side};
            return make.logitReal(head.run(shifted, shape));
        }

        private int index(int channel, int cell, int channels) {
            return isChannelsLast() ? cell * channels + channel : channel * side * side + cell;
        }

        private boolean isChannelsLast() {
            return make == Make.TENSORFLOW_LOGITS;
        }

        /** ReLU, bilinear enlargement, division by the peak. */
        private float[] enlarged(double[] map) {
            double[] image = new double[SIZE * SIZE];
            double peak = 1e-12;
            for (int i = 0; i < image.length; i++) {
                for (int cell = 0; cell < map.length; cell++) {
                    image[i] += Math.max(0, map[cell]) * share(i / SIZE, cell / side) * share(i % SIZE, cell % side);
                }
                peak = Math.max(peak, image[i]);
            }
            float[] result = new float[image.length];
            for (int i = 0; i < image.length; i++) {
                result[i] = (float) (image[i] / peak);
            }
            return result;
        }

        private double share(int pixel, int cell) {
            double position = Math.max(0, Math.min(side - 1, (pixel + 0.5) * side / SIZE - 0.5));
            return Math.max(0, 1 - Math.abs(position - cell));
        }

        @Override
        public void close() throws OrtException {
            body.close();
            head.close();
        }
    }
}
