package dev.tamis.generator.diffusion.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Networks that do not go with the rest of the tiny pipeline. */
public final class OtherShapes {
    private OtherShapes() {}

    /** Writes a network that attends to states of so many values. */
    public static void writeUnetOfContext(long context, Path folder) throws IOException {
        UnetGraph.Sizes tiny = TinyPipeline.UNET;
        UnetGraph.Sizes other = new UnetGraph.Sizes(
                tiny.channels(), tiny.blocks(), tiny.layers(), tiny.heads(), context, tiny.groups());
        Files.write(
                folder.resolve("unet").resolve("model.onnx"),
                UnetGraph.of(other, new RandomWeights(1)).toModel().build().toByteArray());
    }
}
