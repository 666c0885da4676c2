package dev.tamis.training.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.onnx.OnnxGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A detector as one ONNX file: the network, Grad-CAM and the metadata. */
public final class DetectorFile {
    private DetectorFile() {}

    /** The file's bytes; the same network and metadata always give the same. */
    public static byte[] of(ComputationGraph network, DetectorMetadata metadata) {
        GraphProto graph = NetworkGraph.of(network, metadata.preprocessing());
        return of(new OnnxGraph(graph).toModel(), metadata);
    }

    /** The bytes of the file of a model that meets the contract of detector files but has no metadata yet. */
    public static byte[] of(ModelProto.Builder model, DetectorMetadata metadata) {
        metadata.toProperties()
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }
}
