package dev.tamis.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the detector. */
public final class DetectorOption {
    private static final Path SHIPPED = Path.of("deploy", "models", "detector.onnx");

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The detector.onnx file to use instead of the one that ships.")
    private @Nullable Path file;

    /** Where it is. */
    public Path file() {
        return file == null ? Path.of(System.getProperty("tamis.home", "")).resolve(SHIPPED) : file;
    }
}
