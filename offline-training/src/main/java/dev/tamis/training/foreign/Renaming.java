package dev.tamis.training.foreign;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/**
 * Gives the tensors and nodes of a graph names that none of ours has, but for its input, which gets the name that the contract
 * of detector files gives it.
 *
 * @param input the input's name
 * @param image the input's new name
 */
record Renaming(String input, String image) {
    private static final String PREFIX = "network/";

    String of(String tensor) {
        if (tensor.isEmpty()) { // an optional input that is not given, or a node without a name
            return tensor;
        }
        return tensor.equals(input) ? image : PREFIX + tensor;
    }

    /** The graph with other names and without the shapes that it noted of its inner tensors. */
    GraphProto of(GraphProto graph) {
        GraphProto.Builder renamed = graph.toBuilder().clearValueInfo().clearQuantizationAnnotation();
        renamed.getNodeBuilderList().forEach(this::rename);
        renamed.getInitializerBuilderList().forEach(tensor -> tensor.setName(of(tensor.getName())));
        renamed.getInputBuilderList().forEach(this::rename);
        renamed.getOutputBuilderList().forEach(this::rename);
        return renamed.build();
    }

    private void rename(ValueInfoProto.Builder value) {
        value.setName(of(value.getName()));
    }

    private void rename(NodeProto.Builder node) {
        List<String> inputs = node.getInputList().stream().map(this::of).toList();
        List<String> outputs = node.getOutputList().stream().map(this::of).toList();
        node.setName(of(node.getName()));
        node.clearInput().addAllInput(inputs).clearOutput().addAllOutput(outputs);
        node.getAttributeBuilderList().forEach(this::rename);
    }

    /** The branches and loops of a node use the tensors around them. */
    private void rename(AttributeProto.Builder attribute) {
        if (attribute.hasG()) {
            attribute.setG(of(attribute.getG()));
        }
        for (int i = 0; i < attribute.getGraphsCount(); i++) {
            attribute.setGraphs(i, of(attribute.getGraphs(i)));
        }
    }
}
