package dev.tamis.stream.detect;

import dev.tamis.vision.detector.UnusableDetectorException;
import java.io.Serializable;

/** Loads the job's detector: once where the graph is built, once in each subtask. */
@FunctionalInterface
public interface DetectorLoader extends Serializable {
    /** Loads a detector of the caller's own, who closes it. */
    LoadedDetector load() throws UnusableDetectorException;

    /** Loads the detector for as long as it takes to read what it says of itself. */
    default DetectorProfile profile() throws UnusableDetectorException {
        LoadedDetector loaded = load();
        try {
            return loaded.profile();
        } finally {
            loaded.detector().close();
        }
    }
}
