package dev.tamis.stream.detect;

import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.nio.file.Path;

/** Loads a {@code detector.onnx} from the file system of the process that it runs in. */
public final class OnnxDetectorLoader implements DetectorLoader {
    private static final long serialVersionUID = 1;

    private final String file;

    public OnnxDetectorLoader(Path file) {
        this.file = file.toString();
    }

    @Override
    public LoadedDetector load() throws UnusableDetectorException {
        OnnxDetector detector = OnnxDetector.load(Path.of(file));
        return new LoadedDetector(detector, detector.sha256());
    }
}
