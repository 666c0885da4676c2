package dev.tamis.training.foreign;

import static dev.tamis.vision.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.tamis.training.export.DetectorFile;
import dev.tamis.training.foreign.ClassifierHead.Layer;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.onnx.OnnxGraph;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A classifier of another make, wrapped so that it meets the contract of detector files: input {@code image}, outputs {@code
 * probability_real}, {@code [n, 1]}, and {@code heatmap}, {@code [n, height, width]}.
 *
 * <p>The class that a heat map explains is the predicted one, and what is explained is the logit of its probability. Of a
 * softmax over two classes that is the difference of their logits: what both share does not change the probability.
 */
public final class ImportedNetwork {
    private static final String IMAGE = "image";
    private static final String PROBABILITY_REAL = "probability_real";
    private static final String LOGIT = "logit";

    /** From here on a graph's constants need not be inputs too. */
    private static final long SMALLEST_IR_VERSION = 4;

    private final ModelProto proto;
    private final GraphProto graph;

    private ImportedNetwork(ModelProto proto, GraphProto graph) {
        this.proto = proto;
        this.graph = graph;
    }

    /**
     * Wraps a classifier.
     *
     * @throws UnusableDetectorException where its output does not fit the plan, or its graph does not allow a heat map
     */
    public static ImportedNetwork of(ForeignModel model, ImportPlan plan) throws UnusableDetectorException {
        GraphIndex index = new GraphIndex(model.proto().getGraph());
        ForeignOutput output = model.output();
        Map<String, long[]> shapes = shapes(model, plan.input(), HeadWalk.tensors(index, output.logits()));
        requireClasses(model, plan.classes(), shapes);
        Renaming renaming = new Renaming(model.input().name(), IMAGE);
        OnnxGraph graph = new OnnxGraph(network(model, renaming));
        addInput(graph, plan.input());
        addLogit(graph, renaming.of(output.logits()), plan.classes());
        if (plan.values() == Values.LOGIT) {
            graph.node(PROBABILITY_REAL, "Sigmoid", List.of(LOGIT));
        } else {
            addProbability(graph, renaming.of(output.name()), plan.classes());
        }
        graph.output(PROBABILITY_REAL, 1);
        try {
            requireLogits(output, plan.values());
            new HeadWalk(index, shapes, renaming)
                    .walk(output.logits(), new Layer(plan.classes().decision(), LOGIT))
                    .explain(graph, plan.input().height(), plan.input().width());
        } catch (UnexplainableException e) {
            throw model.unusable("no heat map can be derived: " + e.getMessage());
        }
        return new ImportedNetwork(model.proto(), graph.toProto());
    }

    /** The detector file with some metadata. */
    public byte[] file(DetectorMetadata metadata) {
        ModelProto.Builder wrapped = proto.toBuilder()
                .setIrVersion(Math.max(SMALLEST_IR_VERSION, proto.getIrVersion()))
                .clearMetadataProps()
                .setGraph(graph);
        return DetectorFile.of(wrapped, metadata);
    }

    private static Map<String, long[]> shapes(ForeignModel model, PreprocessSpec input, List<String> tensors)
            throws UnusableDetectorException {
        try (ForeignSession session = ForeignSession.open(model, input, tensors)) {
            return session.shapes();
        }
    }

    private static void requireClasses(ForeignModel model, Classes classes, Map<String, long[]> shapes)
            throws UnusableDetectorException {
        ForeignOutput output = model.output();
        long[] shape = shapes.getOrDefault(output.name(), new long[0]);
        long values = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
        if (values != classes.count()) {
            throw model.unusable("output '%s': %d values an image expected for the classes %s, found shape %s"
                    .formatted(output.name(), classes.count(), classes, Arrays.toString(shape)));
        }
        if (output.end().equals("Sigmoid") && values != 1) {
            throw model.unusable("output '%s': a softmax over two classes expected, found a sigmoid for each"
                    .formatted(output.name()));
        }
        if (output.end().equals("Softmax") && values != 2) {
            throw model.unusable(
                    "output '%s': a softmax over two classes expected, found one over a single value, always 1"
                            .formatted(output.name()));
        }
    }

    private static void requireLogits(ForeignOutput output, Values values) throws UnexplainableException {
        if (values == Values.PROBABILITY && output.values().isEmpty()) {
            throw new UnexplainableException(
                    "its last operator is %s, neither Sigmoid nor Softmax".formatted(output.end()));
        }
    }

    /** The network as it came, but for names, inputs, outputs and the number of images. */
    private static GraphProto network(ForeignModel model, Renaming renaming) {
        GraphProto graph = renaming.of(model.proto().getGraph());
        GraphProto freed = model.input().batch() == 0
                ? graph
                : FreeBatch.of(graph, model.input().batch());
        return freed.toBuilder().clearInput().clearOutput().build();
    }

    private static void addInput(OnnxGraph graph, PreprocessSpec input) {
        if (input.layout() == Layout.NCHW) {
            graph.input(IMAGE, RgbImage.CHANNELS, input.height(), input.width());
        } else {
            graph.input(IMAGE, input.height(), input.width(), RgbImage.CHANNELS);
        }
    }

    /** The logit of REAL, {@code [n, 1]}, of the logits of the classes. */
    private static void addLogit(OnnxGraph graph, String logits, Classes classes) {
        String columns = graph.integers("one_column_a_class", -1, classes.count());
        String rows = graph.node("class_logits", "Reshape", List.of(logits, columns));
        String decision = graph.constant("decision", classes.decision().values(), classes.count(), 1);
        graph.node(LOGIT, "MatMul", List.of(rows, decision));
    }

    /** P(REAL), {@code [n, 1]}, of the probabilities of the classes. */
    private static void addProbability(OnnxGraph graph, String probabilities, Classes classes) {
        String rows = graph.node("class_probabilities", "Reshape", List.of(probabilities, "one_column_a_class"));
        if (classes.indexOfReal() >= 0) {
            String index = graph.integers("real_class", classes.indexOfReal());
            graph.node(PROBABILITY_REAL, "Gather", List.of(rows, index), attribute("axis", 1));
        } else {
            String one = graph.constant("one", new float[] {1});
            graph.node(PROBABILITY_REAL, "Sub", List.of(one, rows));
        }
    }
}
