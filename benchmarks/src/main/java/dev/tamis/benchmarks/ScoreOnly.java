package dev.tamis.benchmarks;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** A detector without its heat map: what a score alone costs. */
final class ScoreOnly {
    private static final String INPUT = "image";
    private static final String SCORE = "probability_real";
    private static final PreprocessSpec SPEC = PreprocessSpec.CIFAKE;
    private static final int WARM_UPS = 3;

    private ScoreOnly() {}

    /** A detector's file without the output of the map and the nodes that only it needs. */
    static byte[] of(byte[] model) {
        try {
            ModelProto.Builder smaller = ModelProto.newBuilder(ModelProto.parseFrom(model));
            GraphProto.Builder graph = smaller.getGraphBuilder();
            List<NodeProto> needed = needed(graph.getNodeList(), SCORE);
            graph.clearNode().addAllNode(needed);
            Set<String> read = needed.stream()
                    .flatMap(node -> node.getInputList().stream())
                    .collect(Collectors.toSet());
            List<TensorProto> weights = graph.getInitializerList().stream()
                    .filter(weight -> read.contains(weight.getName()))
                    .toList();
            graph.clearInitializer().addAllInitializer(weights);
            graph.getOutputList().stream()
                    .filter(declared -> declared.getName().equals(SCORE))
                    .toList()
                    .forEach(kept -> graph.clearOutput().addOutput(kept));
            return smaller.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("no ONNX file: " + e.getMessage(), e);
        }
    }

    /** In their order, which is that of the computation. */
    private static List<NodeProto> needed(List<NodeProto> nodes, String output) {
        Set<String> values = new HashSet<>(Set.of(output));
        Deque<NodeProto> kept = new ArrayDeque<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            NodeProto node = nodes.get(i);
            if (!Collections.disjoint(values, node.getOutputList())) {
                values.addAll(node.getInputList());
                kept.addFirst(node);
            }
        }
        return List.copyOf(kept);
    }

    /**
     * How many images a second sessions with the input of a detector of ours take on one core, each a batch in turn, so that the
     * machine is the same to all.
     *
     * @param seconds to measure for each, after some batches to warm up
     */
    static List<Double> imagesPerSecond(List<OrtSession> sessions, int batch, double seconds) throws OrtException {
        FloatBuffer pixels = ByteBuffer.allocateDirect(batch * SPEC.tensorSize() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Random random = new Random(1);
        while (pixels.hasRemaining()) {
            pixels.put(random.nextFloat());
        }
        pixels.flip();
        try (OnnxTensor images = OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), pixels, new long[] {batch, 3, SPEC.height(), SPEC.width()})) {
            for (int i = 0; i < WARM_UPS; i++) {
                for (OrtSession session : sessions) {
                    session.run(Map.of(INPUT, images)).close();
                }
            }
            long[] nanos = new long[sessions.size()];
            long steps = 0;
            long end = System.nanoTime() + (long) (sessions.size() * seconds * 1e9);
            while (System.nanoTime() < end) {
                for (int i = 0; i < nanos.length; i++) {
                    long start = System.nanoTime();
                    sessions.get(i).run(Map.of(INPUT, images)).close();
                    nanos[i] += System.nanoTime() - start;
                }
                steps++;
            }
            double done = steps * batch;
            return Arrays.stream(nanos).mapToObj(spent -> done / (spent / 1e9)).toList();
        }
    }
}
