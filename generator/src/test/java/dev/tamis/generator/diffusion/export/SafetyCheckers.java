package dev.tamis.generator.diffusion.export;

import static dev.tamis.vision.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.tamis.vision.onnx.OnnxGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Safety checkers in the form of the published one whose answers anyone can predict. */
public final class SafetyCheckers {
    private SafetyCheckers() {}

    /** Adds a checker to a pipeline that withholds images whose mean brightness, 0 to 1, is above a limit. */
    public static void writeWithholdingAbove(double limit, Path pipeline) throws IOException {
        OnnxGraph graph = new OnnxGraph("safety_checker");
        graph.input("clip_input", DataType.FLOAT, "batch", "channels", "height", "width");
        graph.input("images", DataType.FLOAT, "batch", "rows", "columns", "colours");
        graph.integers("axes", 1, 2, 3);
        graph.node("brightness", "ReduceMean", List.of("images", "axes"), attribute("keepdims", 0));
        graph.constant("limit", new float[] {(float) limit});
        graph.node("has_nsfw_concepts", "Greater", List.of("brightness", "limit"));
        graph.output("has_nsfw_concepts", DataType.BOOL, "batch");
        Files.write(
                Files.createDirectories(pipeline.resolve("safety_checker")).resolve("model.onnx"),
                graph.toModel().build().toByteArray());
    }
}
