package dev.tamis.generator.diffusion;

import static java.util.stream.Collectors.joining;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import dev.tamis.vision.onnx.InferenceSettings;
import dev.tamis.vision.onnx.OnnxSessions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One network of a pipeline. Numbers go in and out as 32-bit floats and ints, whatever types the file has: exporters differ in them.
 * Used by one thread at a time.
 */
final class OnnxNetwork implements AutoCloseable {
    /** Any size in an expected shape. */
    static final long ANY = -1;

    static final List<OnnxJavaType> FLOATS = List.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16);
    static final List<OnnxJavaType> INTEGERS = List.of(OnnxJavaType.INT32, OnnxJavaType.INT64);
    static final List<OnnxJavaType> TRUTHS = List.of(OnnxJavaType.BOOL);
    static final List<OnnxJavaType> NUMBERS =
            Stream.concat(FLOATS.stream(), INTEGERS.stream()).toList();

    private final Path file;
    private final OrtSession session;
    private final Map<String, TensorInfo> inputs;
    private final Map<String, TensorInfo> outputs;

    private OnnxNetwork(Path file, OrtSession session) throws OrtException {
        this.file = file;
        this.session = session;
        this.inputs = tensors(session.getInputInfo());
        this.outputs = tensors(session.getOutputInfo());
    }

    /**
     * Opens a network.
     *
     * @throws UnusablePipelineException where the file is missing or no network, or the device cannot be used
     */
    static OnnxNetwork open(Path file, InferenceSettings settings) throws UnusablePipelineException {
        if (!Files.isRegularFile(file)) {
            throw new UnusablePipelineException(file + ": not there");
        }
        try {
            return new OnnxNetwork(file, OnnxSessions.open(file, settings));
        } catch (OrtException | IllegalStateException e) {
            throw new UnusablePipelineException(
                    file + ": " + String.valueOf(e.getMessage()).strip(), e);
        }
    }

    /**
     * Requires an input.
     *
     * @param shapes those that it may have; {@link #ANY} for a size that does not matter
     * @return its own shape, -1 where any size will do
     */
    long[] requireInput(String name, List<OnnxJavaType> types, long[]... shapes) throws UnusablePipelineException {
        return require("input", inputs, name, types, shapes);
    }

    /** Requires an output, as {@link #requireInput}. */
    long[] requireOutput(String name, List<OnnxJavaType> types, long[]... shapes) throws UnusablePipelineException {
        return require("output", outputs, name, types, shapes);
    }

    private long[] require(
            String kind, Map<String, TensorInfo> tensors, String name, List<OnnxJavaType> types, long[]... shapes)
            throws UnusablePipelineException {
        TensorInfo found = tensors.get(name);
        if (found == null) {
            throw new UnusablePipelineException("%s: an %s %s expected, found %s"
                    .formatted(file, kind, name, tensors.isEmpty() ? "none" : String.join(", ", tensors.keySet())));
        }
        if (!types.contains(found.type) || Arrays.stream(shapes).noneMatch(shape -> matches(shape, found.getShape()))) {
            throw new UnusablePipelineException("%s, %s %s: %s expected, found %s %s"
                    .formatted(
                            file,
                            kind,
                            name,
                            types.stream().map(Object::toString).collect(joining(" or ")) + " "
                                    + Arrays.stream(shapes)
                                            .map(OnnxNetwork::text)
                                            .collect(joining(" or ")),
                            found.type,
                            text(found.getShape())));
        }
        return found.getShape();
    }

    /** Says that the file does not go with another. */
    UnusablePipelineException mismatch(String what, Object expected, Object found) {
        return new UnusablePipelineException("%s, %s: %s expected, found %s".formatted(file, what, expected, found));
    }

    /** Begins a run: inputs, then {@link Run#output}. */
    Run run() {
        return new Run();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(file + " cannot be closed", e);
        }
    }

    /** Inputs of a run. */
    final class Run {
        private final Map<String, OnnxTensorLike> tensors = new HashMap<>();

        Run floats(String name, float[] values, long... shape) {
            return add(name, () -> floatTensor(info(name), values, shape));
        }

        Run integers(String name, int[] values, long... shape) {
            return add(name, () -> integerTensor(info(name), values, shape));
        }

        /** One number for all of the batch, as a scalar or a vector of one. */
        Run number(String name, double value) {
            TensorInfo info = info(name);
            long[] shape = info.getShape().length == 0 ? new long[0] : new long[] {1};
            return INTEGERS.contains(info.type)
                    ? integers(name, new int[] {(int) value}, shape)
                    : floats(name, new float[] {(float) value}, shape);
        }

        /** Runs the network once and gives the values of an output; of truth values 0 and 1. */
        float[] output(String name) {
            try (OrtSession.Result result = session.run(tensors, Set.of(name))) {
                return values((OnnxTensor) result.get(name).orElseThrow());
            } catch (OrtException e) {
                throw new IllegalStateException(file + " failed: " + e.getMessage(), e);
            } finally {
                tensors.values().forEach(OnnxTensorLike::close);
            }
        }

        private Run add(String name, TensorMaker maker) {
            try {
                tensors.put(name, maker.make());
                return this;
            } catch (OrtException e) {
                throw new IllegalStateException("%s, input %s: %s".formatted(file, name, e.getMessage()), e);
            }
        }

        private TensorInfo info(String name) {
            TensorInfo info = inputs.get(name);
            if (info == null) {
                throw new IllegalArgumentException(file + " has no input " + name);
            }
            return info;
        }
    }

    @FunctionalInterface
    private interface TensorMaker {
        OnnxTensor make() throws OrtException;
    }

    private static OnnxTensor floatTensor(TensorInfo info, float[] values, long[] shape) throws OrtException {
        FloatBuffer floats = ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, values.length))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .put(values)
                .flip();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        return info.type == OnnxJavaType.FLOAT16
                ? OnnxTensor.createTensor(
                        environment,
                        Fp16Conversions.convertFloatBufferToFp16Buffer(floats),
                        shape,
                        OnnxJavaType.FLOAT16)
                : OnnxTensor.createTensor(environment, floats, shape);
    }

    private static OnnxTensor integerTensor(TensorInfo info, int[] values, long[] shape) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        return info.type == OnnxJavaType.INT64
                ? OnnxTensor.createTensor(
                        environment,
                        LongBuffer.wrap(Arrays.stream(values).asLongStream().toArray()),
                        shape)
                : OnnxTensor.createTensor(environment, IntBuffer.wrap(values), shape);
    }

    private static float[] values(OnnxTensor tensor) {
        if (tensor.getInfo().type == OnnxJavaType.BOOL) {
            ByteBuffer truths = tensor.getByteBuffer();
            float[] values = new float[truths.remaining()];
            for (int i = 0; i < values.length; i++) {
                values[i] = truths.get(i);
            }
            return values;
        }
        FloatBuffer floats = tensor.getFloatBuffer();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }

    private static Map<String, TensorInfo> tensors(Map<String, NodeInfo> nodes) {
        Map<String, TensorInfo> tensors = new TreeMap<>();
        nodes.forEach((name, node) -> {
            if (node.getInfo() instanceof TensorInfo tensor) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }

    private static boolean matches(long[] expected, long[] found) {
        if (expected.length != found.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != ANY && found[i] != ANY && expected[i] != found[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(long[] shape) {
        return Arrays.stream(shape)
                .mapToObj(size -> size == ANY ? "*" : Long.toString(size))
                .collect(joining(", ", "[", "]"));
    }
}
