package dev.tamis.training.foreign;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Optional;
import java.util.Set;

/**
 * What the end of a graph says of its output.
 *
 * @param name the output's
 * @param end the last operator but for those that only change the shape
 * @param values what it gives, where that operator decides it
 * @param logits name of the tensor with the logits of the classes
 */
public record ForeignOutput(String name, String end, Optional<Values> values, String logits) {
    private static final Set<String> SHAPE_ONLY = Set.of("Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze");
    private static final Set<String> PROBABILITIES = Set.of("Sigmoid", "Softmax");
    private static final Set<String> LINEAR =
            Set.of("Gemm", "MatMul", "Add", "Conv", "GlobalAveragePool", "AveragePool", "ReduceMean");

    static ForeignOutput of(GraphIndex graph, String output) {
        String tensor = output;
        Optional<NodeProto> node = graph.producer(tensor);
        while (node.isPresent() && SHAPE_ONLY.contains(node.get().getOpType())) {
            tensor = node.get().getInput(0);
            node = graph.producer(tensor);
        }
        String end = node.map(NodeProto::getOpType).orElse("its input");
        if (PROBABILITIES.contains(end)) {
            return new ForeignOutput(
                    output, end, Optional.of(Values.PROBABILITY), node.get().getInput(0));
        }
        if (end.equals("LogSoftmax")) {
            return new ForeignOutput(
                    output, end, Optional.of(Values.LOGIT), node.get().getInput(0));
        }
        return new ForeignOutput(
                output, end, LINEAR.contains(end) ? Optional.of(Values.LOGIT) : Optional.empty(), tensor);
    }
}
