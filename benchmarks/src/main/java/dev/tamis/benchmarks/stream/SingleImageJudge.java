package dev.tamis.benchmarks.stream;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.UnreadableMessageException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * What a small team would write in Java: ImageIO, Java 2D and ONNX Runtime with one thread, one image at a time. Used by one
 * thread.
 */
final class SingleImageJudge implements AutoCloseable {
    private static final int SIDE = 32;
    private static final int CHANNELS = 3;
    private static final float WHITE = 255;

    private final MessageCodec<ImageSubmission> submissions = MessageCodec.of(ImageSubmission.class);
    private final JsonMapper json = new JsonMapper();
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final FloatBuffer input = ByteBuffer.allocateDirect(CHANNELS * SIDE * SIDE * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    private final BufferedImage small = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    private final OrtSession session;
    private final double flaggedFrom;

    /** @param flaggedFrom from which output on an image is for an analyst */
    SingleImageJudge(Path detector, double flaggedFrom) throws OrtException {
        ImageIO.setUseCache(false);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            this.session = environment.createSession(detector.toString(), options);
        }
        this.flaggedFrom = flaggedFrom;
    }

    /**
     * A verdict as JSON.
     *
     * @param item for an analyst, with the file and the map; null for an image that is not flagged
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(String submissionId, byte[] verdict, byte @Nullable [] item) {}

    /** Judges a record of the submissions topic. */
    Answer judge(byte[] message) throws UnreadableMessageException, IOException, OrtException {
        ImageSubmission submission = submissions.decode(message);
        byte[] file = new byte[submission.getPayload().remaining()];
        submission.getPayload().duplicate().get(file);
        shrink(ImageIO.read(new ByteArrayInputStream(file)));
        long[] shape = {1, CHANNELS, SIDE, SIDE};
        try (OnnxTensor image = OnnxTensor.createTensor(environment, input, shape);
                OrtSession.Result outputs = session.run(Map.of("image", image))) {
            double generated = 1 - floats(outputs, "probability_real").get();
            Map<String, Object> verdict = new HashMap<>();
            verdict.put("submissionId", submission.getId());
            verdict.put("account", submission.getAccount());
            verdict.put("generated", generated);
            byte[] said = json.writeValueAsBytes(verdict);
            if (generated < flaggedFrom) {
                return new Answer(submission.getId(), said, null);
            }
            FloatBuffer map = floats(outputs, "heatmap");
            float[] values = new float[map.remaining()];
            map.get(values);
            verdict.put("map", values);
            verdict.put("file", file);
            return new Answer(submission.getId(), said, json.writeValueAsBytes(verdict));
        }
    }

    private void shrink(BufferedImage image) {
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, SIDE, SIDE, null);
        graphics.dispose();
        int[] pixels = small.getRGB(0, 0, SIDE, SIDE, null, 0, SIDE);
        input.clear();
        for (int channel = CHANNELS - 1; channel >= 0; channel--) {
            for (int pixel : pixels) {
                input.put((pixel >> Byte.SIZE * channel & 0xFF) / WHITE);
            }
        }
        input.flip();
    }

    private static FloatBuffer floats(OrtSession.Result outputs, String name) {
        return ((OnnxTensor) outputs.get(name).orElseThrow()).getFloatBuffer();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
