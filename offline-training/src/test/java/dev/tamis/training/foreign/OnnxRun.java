package dev.tamis.training.foreign;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** ONNX Runtime on models as they are: what imported detectors are compared with. */
final class OnnxRun implements AutoCloseable {
    private final OrtSession session;

    private OnnxRun(ModelProto model) throws OrtException {
        this.session = OrtEnvironment.getEnvironment().createSession(model.toByteArray());
    }

    /** A network that gives one of its inner tensors. */
    static OnnxRun upTo(ModelProto model, String tensor) throws OrtException {
        GraphProto.Builder graph = model.getGraph().toBuilder().clearOutput();
        graph.addOutput(ValueInfoProto.newBuilder().setName(tensor));
        return new OnnxRun(model.toBuilder().setGraph(graph).build());
    }

    /** The part of a network from one tensor to another. */
    static OnnxRun between(ModelProto model, String from, String to) throws OrtException {
        GraphProto graph = model.getGraph();
        List<String> outputs =
                graph.getNodeList().stream().map(node -> node.getOutput(0)).toList();
        List<NodeProto> nodes = graph.getNodeList().subList(outputs.indexOf(from) + 1, outputs.indexOf(to) + 1);
        GraphProto.Builder part = graph.toBuilder().clearInput().clearOutput().clearNode();
        part.addAllNode(nodes)
                .addInput(ForeignNetworks.floats(from, 0, 0, 0, 0))
                .addOutput(ValueInfoProto.newBuilder().setName(to));
        return new OnnxRun(model.toBuilder().setGraph(part).build());
    }

    /** Values in the order of the tensor. */
    float[] run(float[] input, long... shape) throws OrtException {
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(input), shape);
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] copy = new float[values.remaining()];
            values.get(copy);
            return copy;
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
