package dev.tamis.benchmarks;

import java.nio.file.Path;

/** Where the detector is that ships. */
final class ShippedDetector {
    /** Below the repository's root. */
    static final String PATH = "deploy/models/detector.onnx";

    private ShippedDetector() {}

    static Path file() {
        return Path.of(System.getProperty("tamis.home", ""), PATH);
    }
}
