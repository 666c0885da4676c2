package dev.tamis.stream.decode;

import static java.util.Objects.requireNonNull;

import dev.tamis.schemas.RejectionReason;
import dev.tamis.stream.ingest.Submission;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.DecodedImage;
import dev.tamis.vision.image.ImageFormat;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import dev.tamis.vision.provenance.Provenance;
import dev.tamis.vision.similarity.Pdq;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * Decodes payloads to the detector's input. Measures {@code format.<FORMAT>.decodeMicros}: what a readable file took, with all
 * that is read off it. For one thread.
 */
public final class Decoder {
    private static final int WINDOW = 1_000;

    private final Preprocessor preprocessor;
    private final Clock clock;
    private final MessageDigest sha256;
    private final Map<ImageFormat, Histogram> micros = new EnumMap<>(ImageFormat.class);

    /**
     * @param spec the input of the detector that will score the images
     * @param clock for the time of a rejection
     */
    public Decoder(PreprocessSpec spec, DecodeLimits limits, Clock clock, MetricGroup metrics) {
        this.preprocessor = new Preprocessor(spec, limits);
        this.clock = clock;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
        for (ImageFormat format : ImageFormat.values()) {
            micros.put(
                    format,
                    metrics.addGroup("format", format.name())
                            .histogram("decodeMicros", new DescriptiveStatisticsHistogram(WINDOW)));
        }
    }

    /** Decodes the payload of a submission that carries one. */
    public Delivery decode(Submission submission) {
        byte[] payload = submission.payload();
        try {
            long began = System.nanoTime();
            DecodedImage image = preprocessor.decode(payload);
            DecodedSubmission decoded = new DecodedSubmission(
                    submission,
                    preprocessor.preprocessed(image),
                    Pdq.of(image),
                    Provenance.of(image.metadata()),
                    HexFormat.of().formatHex(sha256.digest(payload)));
            requireNonNull(micros.get(decoded.image().format()))
                    .update(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
            return Delivery.of(decoded);
        } catch (UnreadableImageException e) {
            return Delivery.of(
                    submission.rejection(reason(e.reason()), requireNonNull(e.getMessage()), clock.instant()));
        }
    }

    static RejectionReason reason(UnreadableImageException.Reason reason) {
        return switch (reason) {
            case EMPTY -> RejectionReason.EMPTY;
            case TOO_MANY_BYTES -> RejectionReason.TOO_MANY_BYTES;
            case TOO_MANY_PIXELS -> RejectionReason.TOO_MANY_PIXELS;
            case UNKNOWN_FORMAT -> RejectionReason.UNKNOWN_FORMAT;
            case TRUNCATED -> RejectionReason.TRUNCATED;
            case CORRUPT -> RejectionReason.CORRUPT;
            case UNSUPPORTED -> RejectionReason.UNSUPPORTED;
        };
    }
}
