package dev.tamis.vision.detector;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.onnx.ExecutionDevice;
import dev.tamis.vision.onnx.InferenceSettings;
import dev.tamis.vision.onnx.OnnxSessions;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import dev.tamis.vision.quality.FineDetail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A detector that ONNX Runtime executes, on the CPU or a GPU. Used by one thread at a time; on the CPU it works in that thread
 * alone: a process scores on as many cores as it has detectors. Several detectors may {@linkplain #loadShared share} one
 * session, and so the memory of its weights.
 */
public final class OnnxDetector implements Detector {
    /** The detectors of this process whose sessions others run on. */
    private static final SharedResources<SharedKey, OnnxDetector> SHARED = new SharedResources<>(OnnxDetector::close);

    /** How far outside [0, 1] rounding may put a probability, for example a softmax of 32-bit floats. */
    private static final float ROUNDING = 1e-5f;

    private final String name;
    private final String sha256;
    private final ExecutionDevice device;
    private final OrtSession session;
    private final OnnxContract contract;
    private final Preprocessor preprocessor;
    private final Optional<String> fallback;
    private final Release release;
    private final int fullBatch;
    private FloatBuffer input;
    private boolean closed;

    /** Which session a detector can share: that of the same bytes, opened in the same way. */
    private record SharedKey(String sha256, InferenceSettings settings) {}

    /** Gives back what a detector holds of its session. */
    @FunctionalInterface
    private interface Release {
        void run() throws OrtException;
    }

    private OnnxDetector(
            String name,
            String sha256,
            ExecutionDevice device,
            OrtSession session,
            OnnxContract contract,
            Optional<String> fallback,
            int fullBatch,
            Release release) {
        this.name = name;
        this.sha256 = sha256;
        this.device = device;
        this.session = session;
        this.contract = contract;
        this.preprocessor = new Preprocessor(contract.metadata().preprocessing(), DecodeLimits.DEFAULT);
        this.fallback = fallback;
        this.fullBatch = fullBatch;
        this.release = release;
        this.input = directFloats(contract.metadata().preprocessing().tensorSize());
    }

    /**
     * Loads a detector file for the CPU.
     *
     * @throws UnusableDetectorException where the file cannot be read, is no ONNX model, was made for another
     *     preprocessing or breaks the contract of detector files
     */
    public static OnnxDetector load(Path file) throws UnusableDetectorException {
        return load(file, InferenceSettings.CPU);
    }

    /**
     * Loads a detector file.
     *
     * @throws UnusableDetectorException as {@link #load(Path)}, or where the device cannot be used; the message says why
     */
    public static OnnxDetector load(Path file, InferenceSettings settings) throws UnusableDetectorException {
        return load(read(file), file.toString(), settings);
    }

    /**
     * Loads a detector file and shares its session with all others of this process that were loaded so, from the same bytes and
     * with the same settings. The session is closed with the last of them.
     *
     * @throws UnusableDetectorException as {@link #load(Path, InferenceSettings)}
     */
    public static OnnxDetector loadShared(Path file, InferenceSettings settings) throws UnusableDetectorException {
        return loadShared(read(file), file.toString(), settings);
    }

    /**
     * Shares a session as {@link #loadShared(Path, InferenceSettings)} does, from the bytes of a detector file.
     *
     * @param name what messages call the file
     * @throws UnusableDetectorException as {@link #load(Path, InferenceSettings)}
     */
    public static OnnxDetector loadShared(byte[] model, String name, InferenceSettings settings)
            throws UnusableDetectorException {
        SharedKey key = new SharedKey(sha256(model), settings);
        OnnxDetector owner = SHARED.acquire(key, () -> load(model, name, settings));
        return new OnnxDetector(
                name,
                owner.sha256,
                owner.device,
                owner.session,
                owner.contract,
                owner.fallback,
                owner.fullBatch,
                () -> SHARED.release(key));
    }

    /**
     * Loads a detector for the CPU from the bytes of its file.
     *
     * @param name what messages call the file
     * @throws UnusableDetectorException as {@link #load(Path)}
     */
    public static OnnxDetector load(byte[] model, String name) throws UnusableDetectorException {
        return load(model, name, InferenceSettings.CPU);
    }

    /**
     * Loads a detector from the bytes of its file.
     *
     * @param name what messages call the file
     * @throws UnusableDetectorException as {@link #load(Path, InferenceSettings)}
     */
    public static OnnxDetector load(byte[] model, String name, InferenceSettings settings)
            throws UnusableDetectorException {
        if (settings.device() != ExecutionDevice.AUTO) {
            return open(model, name, settings, Optional.empty());
        }
        try {
            return open(model, name, settings.withDevice(ExecutionDevice.CUDA), Optional.empty());
        } catch (UnusableDetectorException e) {
            return open(
                    model,
                    name,
                    settings.withDevice(ExecutionDevice.CPU).withFullBatch(1),
                    Optional.ofNullable(e.getMessage()));
        }
    }

    /** Opens a session and scores one image, so that a network or a device that cannot run is found now. */
    private static OnnxDetector open(byte[] model, String name, InferenceSettings settings, Optional<String> fallback)
            throws UnusableDetectorException {
        ExecutionDevice device = settings.device();
        OrtSession session = null;
        try {
            session = OnnxSessions.open(model, settings);
            OnnxContract contract = OnnxContract.of(session);
            OnnxDetector detector = new OnnxDetector(
                    name, sha256(model), device, session, contract, fallback, settings.fullBatch(), session::close);
            detector.checkItself();
            return detector;
        } catch (OrtException | IllegalArgumentException | IllegalStateException e) {
            closeAfter(session, e);
            String where = device == ExecutionDevice.CPU ? "" : " on " + device;
            String problem =
                    String.valueOf(e.getMessage()).strip(); // the loader of libraries ends its own with a line break
            throw new UnusableDetectorException("detector %s%s: %s".formatted(name, where, problem), e);
        }
    }

    /** The execution providers of the ONNX Runtime that this process has, for example {@code CPU}. */
    public static List<String> availableProviders() {
        return OrtEnvironment.getAvailableProviders().stream()
                .map(OrtProvider::name)
                .toList();
    }

    @Override
    public DetectorMetadata metadata() {
        return contract.metadata();
    }

    /** SHA-256 of the detector file, 64 lower-case hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** What the network runs on; never {@link ExecutionDevice#AUTO}. */
    public ExecutionDevice device() {
        return device;
    }

    /** Why this is the CPU, where {@link ExecutionDevice#AUTO} found no GPU to use: one sentence for a log. */
    public Optional<String> fallback() {
        return fallback;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException where it is closed, and where the network fails or gives something that is no probability or no heat map
     */
    @Override
    public List<Detection> detect(List<RgbImage> images) {
        if (closed) {
            throw new IllegalStateException("detector " + name + " is closed");
        }
        if (images.isEmpty()) {
            throw new IllegalArgumentException("at least one image expected");
        }
        int batch = Math.max(images.size(), fullBatch);
        fillInput(images, batch);
        long[] shape = OnnxContract.imageShape(metadata().preprocessing(), batch);
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), input, shape);
                OrtSession.Result outputs = session.run(Map.of(OnnxContract.IMAGE, tensor))) {
            return readDetections(outputs, images, batch);
        } catch (OrtException e) {
            throw new IllegalStateException("detector " + name + " failed: " + e.getMessage(), e);
        }
    }

    /** {@inheritDoc} A second time does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            release.run();
        } catch (OrtException e) {
            throw new IllegalStateException("detector " + name + " cannot be closed", e);
        }
    }

    /** What lies behind the images is of earlier ones, or zeros. */
    private void fillInput(List<RgbImage> images, int batch) {
        int values = Math.multiplyExact(batch, metadata().preprocessing().tensorSize());
        if (input.capacity() < values) {
            input = directFloats(values);
        }
        input.clear();
        for (RgbImage image : images) {
            preprocessor.writeTensor(image, input);
        }
        input.position(0).limit(values);
    }

    private List<Detection> readDetections(OrtSession.Result outputs, List<RgbImage> images, int batch) {
        FloatBuffer probabilities = floats(outputs, OnnxContract.PROBABILITY_REAL, batch);
        int mapSize = contract.mapWidth() * contract.mapHeight();
        FloatBuffer maps = floats(outputs, OnnxContract.HEATMAP, batch * mapSize);
        List<Detection> detections = new ArrayList<>(images.size());
        for (RgbImage image : images) {
            double score = metadata().calibration().score(probability(probabilities.get()));
            float[] map = new float[mapSize];
            maps.get(map);
            requireFinite(map);
            detections.add(new Detection(
                    score, new Heatmap(contract.mapWidth(), contract.mapHeight(), map), FineDetail.of(image)));
        }
        return detections;
    }

    private FloatBuffer floats(OrtSession.Result outputs, String output, int expected) {
        FloatBuffer values = ((OnnxTensor) outputs.get(output).orElseThrow()).getFloatBuffer();
        if (values.remaining() != expected) {
            throw new IllegalStateException("detector %s, output %s: %d values expected, found %d"
                    .formatted(name, output, expected, values.remaining()));
        }
        return values;
    }

    private double probability(float output) {
        if (!(output >= -ROUNDING && output <= 1 + ROUNDING)) {
            throw new IllegalStateException("detector %s, output %s: a probability expected, found %s"
                    .formatted(name, OnnxContract.PROBABILITY_REAL, output));
        }
        return Math.min(1, Math.max(0, output));
    }

    private void requireFinite(float[] map) {
        for (float value : map) {
            if (!Float.isFinite(value)) {
                throw new IllegalStateException("detector %s, output %s: finite values expected, found %s"
                        .formatted(name, OnnxContract.HEATMAP, value));
            }
        }
    }

    /** Scores a black image. */
    private void checkItself() {
        PreprocessSpec spec = metadata().preprocessing();
        detect(List.of(new RgbImage(spec.width(), spec.height(), new byte[spec.tensorSize()])));
    }

    private static void closeAfter(@Nullable OrtSession session, Exception failure) {
        if (session != null) {
            try {
                session.close();
            } catch (OrtException e) {
                failure.addSuppressed(e);
            }
        }
    }

    private static byte[] read(Path file) throws UnusableDetectorException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnusableDetectorException("detector file " + file + " cannot be read: " + e, e);
        }
    }

    private static FloatBuffer directFloats(int count) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, count))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** SHA-256 of the bytes of a detector file, 64 lower-case hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
