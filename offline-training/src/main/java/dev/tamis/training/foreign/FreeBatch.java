package dev.tamis.training.foreign;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets a graph that was exported for a fixed number of images take any: reshapings that name the number copy it from their
 * input instead. Other operators that know the number are left, and show when the graph is run.
 */
final class FreeBatch {
    private FreeBatch() {}

    /**
     * Frees a graph.
     *
     * @param batch the fixed number of images
     */
    static GraphProto of(GraphProto graph, long batch) {
        GraphIndex index = new GraphIndex(graph);
        GraphProto.Builder freed = graph.toBuilder();
        Set<String> replaced = new HashSet<>();
        for (NodeProto.Builder node : freed.getNodeBuilderList()) {
            if (node.getOpType().equals("Reshape") && !index.isConstant(node.getInput(0))) {
                index.integers(node.getInput(1))
                        .filter(shape -> shape.size() > 1 && shape.get(0) == batch)
                        .ifPresent(shape -> {
                            replaced.add(node.getInput(1));
                            free(node, shape, freed);
                        });
            }
        }
        return withoutUnused(freed, replaced);
    }

    /** ONNX Runtime warns of constants that nothing uses. */
    private static GraphProto withoutUnused(GraphProto.Builder graph, Set<String> replaced) {
        Set<String> used = graph.getNodeList().stream()
                .flatMap(node -> node.getInputList().stream())
                .collect(Collectors.toSet());
        List<TensorProto> weights = graph.getInitializerList().stream()
                .filter(weight -> used.contains(weight.getName()) || !replaced.contains(weight.getName()))
                .toList();
        return graph.clearInitializer().addAllInitializer(weights).build();
    }

    private static void free(NodeProto.Builder node, List<Long> shape, GraphProto.Builder graph) {
        String name = node.getOutput(0) + ".shape";
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64.getNumber())
                .addDims(shape.size())
                .addInt64Data(0) // as many as the input has
                .addAllInt64Data(shape.subList(1, shape.size())));
        List<AttributeProto> others = node.getAttributeList().stream()
                .filter(attribute -> !attribute.getName().equals("allowzero"))
                .toList();
        node.setInput(1, name).clearAttribute().addAllAttribute(others);
    }
}
