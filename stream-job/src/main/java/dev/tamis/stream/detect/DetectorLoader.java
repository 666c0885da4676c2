package dev.tamis.stream.detect;

import dev.tamis.vision.detector.UnusableDetectorException;
import java.io.Serializable;

/** Loads detectors: once where the graph is built, once in each subtask, and again wherever another is called for. */
@FunctionalInterface
public interface DetectorLoader extends Serializable {
    /**
     * Loads a detector of the caller's own, who closes it.
     *
     * @throws UnusableDetectorException where there is no such file, it is another one, or it holds no detector that works
     */
    LoadedDetector load(DetectorReference reference) throws UnusableDetectorException;

    /** What a detector says of itself, on whatever device. */
    default DetectorProfile profile(DetectorReference reference) throws UnusableDetectorException {
        LoadedDetector loaded = load(reference);
        try {
            return loaded.profile();
        } finally {
            loaded.detector().close();
        }
    }
}
