package dev.tamis.stream.decode;

import static java.util.Objects.requireNonNull;

import dev.tamis.schemas.RejectionReason;
import dev.tamis.stream.ingest.Rejections;
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
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes payloads to the detector's input; an unreadable one leaves by {@link Rejections#TAG}. Measures {@code
 * format.<FORMAT>.decodeMicros}: what a readable file took, with all that is read off it.
 */
public final class DecodeFunction extends ProcessFunction<Submission, DecodedSubmission> {
    private static final long serialVersionUID = 1;
    private static final int WINDOW = 1_000;

    private final PreprocessSpec spec;
    private final DecodeLimits limits;
    private final Clock clock;
    private transient Preprocessor preprocessor;
    private transient MessageDigest sha256;
    private transient Rejections rejections;
    private transient Map<ImageFormat, Histogram> decodeMicros;

    /** @param spec the input of the detector that will score the images */
    public DecodeFunction(PreprocessSpec spec, DecodeLimits limits, Clock clock) {
        this.spec = spec;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) throws NoSuchAlgorithmException {
        preprocessor = new Preprocessor(spec, limits);
        sha256 = MessageDigest.getInstance("SHA-256");
        rejections = new Rejections(getRuntimeContext().getMetricGroup());
        decodeMicros = new EnumMap<>(ImageFormat.class);
        for (ImageFormat format : ImageFormat.values()) {
            decodeMicros.put(
                    format,
                    getRuntimeContext()
                            .getMetricGroup()
                            .addGroup("format", format.name())
                            .histogram("decodeMicros", new DescriptiveStatisticsHistogram(WINDOW)));
        }
    }

    @Override
    public void processElement(Submission submission, Context context, Collector<DecodedSubmission> out) {
        byte[] payload = submission.payload();
        try {
            long began = System.nanoTime();
            DecodedImage decoded = preprocessor.decode(payload);
            DecodedSubmission readable = new DecodedSubmission(
                    submission,
                    preprocessor.preprocessed(decoded),
                    Pdq.of(decoded),
                    Provenance.of(decoded.metadata()),
                    HexFormat.of().formatHex(sha256.digest(payload)));
            requireNonNull(decodeMicros.get(readable.image().format()))
                    .update(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
            out.collect(readable);
        } catch (UnreadableImageException e) {
            rejections.emit(
                    submission.rejection(reason(e.reason()), requireNonNull(e.getMessage()), clock.instant()), context);
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
