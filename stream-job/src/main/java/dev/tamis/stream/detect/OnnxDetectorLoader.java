package dev.tamis.stream.detect;

import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.onnx.InferenceSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Paths;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads {@code detector.onnx} files from any file system that Flink has, seen from the process that it runs in. */
public final class OnnxDetectorLoader implements DetectorLoader {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = LoggerFactory.getLogger(OnnxDetectorLoader.class);
    private static final int MAX_BYTES = 1 << 30;

    private final InferenceSettings settings;
    private final SessionScope sessions;

    /** One core of the CPU for each detector. */
    public OnnxDetectorLoader() {
        this(InferenceSettings.CPU, SessionScope.SUBTASK);
    }

    public OnnxDetectorLoader(InferenceSettings settings, SessionScope sessions) {
        this.settings = settings;
        this.sessions = sessions;
    }

    @Override
    public LoadedDetector load(DetectorReference reference) throws UnusableDetectorException {
        byte[] file = read(reference.uri());
        String found = OnnxDetector.sha256(file);
        // Before anything looks into the file.
        if (reference.sha256() != null && !reference.sha256().equals(found)) {
            throw new UnusableDetectorException("detector file %s: SHA-256 %s expected, found %s"
                    .formatted(reference.uri(), reference.sha256(), found));
        }
        OnnxDetector detector = sessions == SessionScope.TASK_MANAGER
                ? OnnxDetector.loadShared(file, reference.uri(), settings)
                : OnnxDetector.load(file, reference.uri(), settings);
        detector.fallback()
                .ifPresent(why -> LOGGER.info("Detector {} runs on {}: {}", reference.uri(), detector.device(), why));
        return new LoadedDetector(detector, found, detector.device().name());
    }

    /** On the CPU: a process that only submits the job may have no other device. */
    @Override
    public DetectorProfile profile(DetectorReference reference) throws UnusableDetectorException {
        LoadedDetector loaded = new OnnxDetectorLoader().load(reference);
        try {
            return loaded.profile();
        } finally {
            loaded.detector().close();
        }
    }

    private static byte[] read(String uri) throws UnusableDetectorException {
        try {
            Path path = path(uri);
            try (InputStream file = FileSystem.get(path.toUri()).open(path)) {
                byte[] bytes = file.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new UnusableDetectorException(
                            "detector file %s: at most %d bytes expected, found more".formatted(uri, MAX_BYTES));
                }
                return bytes;
            }
        } catch (IOException | RuntimeException e) { // file systems of plugins throw what they like
            throw new UnusableDetectorException("detector file " + uri + " cannot be read: " + e, e);
        }
    }

    /** What has no scheme is a path of this machine, whatever file system is Flink's default. */
    private static Path path(String uri) {
        return uri.contains("://") || uri.startsWith("file:")
                ? new Path(URI.create(uri))
                : new Path(Paths.get(uri).toAbsolutePath().toUri());
    }
}
