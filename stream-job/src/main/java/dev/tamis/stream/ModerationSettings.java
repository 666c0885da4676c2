package dev.tamis.stream;

import dev.tamis.stream.account.AccountSettings;
import dev.tamis.stream.account.StrikePolicy;
import dev.tamis.stream.control.InstructionSignature;
import dev.tamis.stream.detect.DetectorSettings;
import dev.tamis.stream.history.HistorySettings;
import dev.tamis.stream.ingest.SourceRange;
import dev.tamis.stream.ingest.SourceSettings;
import dev.tamis.stream.ingest.Until;
import dev.tamis.stream.kafka.KafkaConnection;
import dev.tamis.stream.known.MemorySettings;
import dev.tamis.stream.policy.BreakerLimits;
import dev.tamis.stream.policy.VerdictSettings;
import dev.tamis.stream.reference.AllowedReferences;
import dev.tamis.stream.reference.ReferenceSettings;
import dev.tamis.stream.review.ReviewSettings;
import dev.tamis.stream.sink.Delivery;
import dev.tamis.stream.sink.OutcomeTopics;
import dev.tamis.stream.sink.SinkSettings;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.onnx.ExecutionDevice;
import dev.tamis.vision.onnx.InferenceSettings;
import dev.tamis.vision.quality.QualityGate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.jspecify.annotations.Nullable;

/**
 * The job's settings, checked: what {@link ModerationOptions} come to. Read once, where the graph is built.
 *
 * @param signature whose signature instructions must have; null where none needs one
 * @param toKafka whether outcomes are written to the sink's topics
 * @param history where they are written as files; null for nowhere
 */
public record ModerationSettings(
        SourceSettings source,
        DecodeLimits limits,
        ReferenceSettings references,
        DetectorSettings detector,
        @Nullable InstructionSignature signature,
        VerdictSettings verdict,
        MemorySettings memory,
        ReviewSettings review,
        AccountSettings accounts,
        SinkSettings sink,
        boolean toKafka,
        @Nullable HistorySettings history) {
    /** What a review item adds to its payload, generously: names, verdict, heat map, detector input, attributes. */
    private static final long REVIEW_ITEM_OVERHEAD = 1 << 20;

    private static final Set<String> COMPRESSIONS = Set.of("none", "gzip", "snappy", "lz4", "zstd");

    public ModerationSettings {
        if (!toKafka && history == null) {
            throw new InvalidOptionException("the outcomes of a backfill need %s, or %s for the topics"
                    .formatted(ModerationOptions.HISTORY.key(), ModerationOptions.TO_KAFKA.key()));
        }
        if (!source.kafka().exists() && (toKafka || source.range().files() == null)) {
            throw new InvalidOptionException(ModerationOptions.BOOTSTRAP_SERVERS.key() + " is required");
        }
        if (sink.maxRecord().getBytes() < limits.maxBytes() + REVIEW_ITEM_OVERHEAD) {
            throw new InvalidOptionException(
                    ModerationOptions.MAX_RECORD_BYTES,
                    sink.maxRecord(),
                    "at least 1 mb more than %s of %d bytes"
                            .formatted(ModerationOptions.MAX_IMAGE_BYTES.key(), limits.maxBytes()));
        }
    }

    /**
     * Reads the options.
     *
     * @throws InvalidOptionException where one is missing, unknown or cannot be used
     */
    public static ModerationSettings of(Configuration configuration) {
        OptionReader options = new OptionReader(configuration);
        requireDifferentTopics(options);
        KafkaConnection kafka = new KafkaConnection(
                optionalText(options, ModerationOptions.BOOTSTRAP_SERVERS).orElse(""),
                options.value(ModerationOptions.CLIENT_PROPERTIES));
        SourceRange range = range(options);
        return new ModerationSettings(
                source(options, kafka, range),
                limits(options),
                references(options),
                detector(options),
                signature(options),
                verdict(options),
                memory(options),
                review(options),
                accounts(options),
                sink(options, kafka, range.isBounded()),
                options.optional(ModerationOptions.TO_KAFKA, any -> true, "true or false")
                        .orElse(!range.isBounded()),
                history(options));
    }

    private static void requireDifferentTopics(OptionReader options) {
        Map<String, ConfigOption<String>> taken = new HashMap<>();
        for (ConfigOption<String> option : ModerationOptions.TOPICS) {
            String topic = text(options, option);
            ConfigOption<String> other = taken.put(topic, option);
            if (other != null) {
                throw new InvalidOptionException("%s and %s must be different topics, found %s for both"
                        .formatted(other.key(), option.key(), topic));
            }
        }
    }

    private static SourceRange range(OptionReader options) {
        try {
            return new SourceRange(
                    parsed(options, ModerationOptions.FROM, Instant::parse, "a time such as 2026-11-22T10:00:00Z"),
                    parsed(
                            options,
                            ModerationOptions.UNTIL,
                            Until::parse,
                            "latest, or a time such as 2026-11-22T10:00:00Z"),
                    optionalText(options, ModerationOptions.FILES).orElse(null));
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException("%s, %s and %s do not go together: %s"
                    .formatted(
                            ModerationOptions.FROM.key(),
                            ModerationOptions.UNTIL.key(),
                            ModerationOptions.FILES.key(),
                            e.getMessage()));
        }
    }

    private static <T> @Nullable T parsed(
            OptionReader options, ConfigOption<String> option, Function<String, T> parser, String allowed) {
        Optional<String> text = optionalText(options, option);
        try {
            return text.map(parser).orElse(null);
        } catch (DateTimeParseException e) {
            throw new InvalidOptionException(option, text.orElse(""), allowed);
        }
    }

    private static @Nullable HistorySettings history(OptionReader options) {
        Duration filesEvery = span(options, ModerationOptions.HISTORY_FILES_EVERY);
        return optionalText(options, ModerationOptions.HISTORY)
                .map(folder -> new HistorySettings(folder, filesEvery))
                .orElse(null);
    }

    private static SourceSettings source(OptionReader options, KafkaConnection kafka, SourceRange range) {
        return new SourceSettings(
                kafka,
                text(options, ModerationOptions.SUBMISSIONS_TOPIC),
                text(options, ModerationOptions.REPORTS_TOPIC),
                text(options, ModerationOptions.REVIEW_DECISIONS_TOPIC),
                text(options, ModerationOptions.CONTROL_TOPIC),
                text(options, ModerationOptions.GROUP_ID),
                options.value(ModerationOptions.STARTING_OFFSETS),
                options.value(ModerationOptions.PARTITION_DISCOVERY, time -> !time.isNegative(), "0 s or more"),
                size(options, ModerationOptions.FETCH_SIZE),
                range);
    }

    private static DecodeLimits limits(OptionReader options) {
        return new DecodeLimits(
                size(options, ModerationOptions.MAX_IMAGE_BYTES).getBytes(),
                options.value(ModerationOptions.MAX_IMAGE_PIXELS, pixels -> pixels > 0, "1 or more"));
    }

    private static ReferenceSettings references(OptionReader options) {
        return new ReferenceSettings(
                allowed(options),
                options.value(ModerationOptions.PRIVATE_NETWORKS),
                size(options, ModerationOptions.MAX_IMAGE_BYTES).getBytes(),
                span(options, ModerationOptions.REFERENCE_TIMEOUT),
                count(options, ModerationOptions.REFERENCE_TRIES),
                count(options, ModerationOptions.REFERENCES_AT_ONCE));
    }

    private static AllowedReferences allowed(OptionReader options) {
        List<String> addresses = options.value(ModerationOptions.ALLOWED_REFERENCES);
        try {
            return new AllowedReferences(addresses.stream().map(URI::create).toList());
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException(
                    ModerationOptions.ALLOWED_REFERENCES, addresses, "addresses (" + e.getMessage() + ")");
        }
    }

    private static DetectorSettings detector(OptionReader options) {
        int maxBatch = count(options, ModerationOptions.MAX_BATCH);
        return new DetectorSettings(
                text(options, ModerationOptions.DETECTOR_PATH),
                maxBatch,
                inference(options, maxBatch),
                options.value(ModerationOptions.SESSIONS));
    }

    private static InferenceSettings inference(OptionReader options, int maxBatch) {
        ExecutionDevice asked = options.value(ModerationOptions.DEVICE);
        InferenceSettings device =
                InferenceSettings.on(asked).withFullBatch(asked == ExecutionDevice.CPU ? 1 : maxBatch);
        InferenceSettings limited = options.optional(
                        ModerationOptions.GPU_MEMORY, size -> size.getBytes() > 0, "more than 0 bytes")
                .map(MemorySize::getBytes)
                .map(device::withGpuMemoryLimit)
                .orElse(device);
        return options.optional(ModerationOptions.ENGINE_CACHE, folder -> !folder.isBlank(), "a folder")
                .map(Path::of)
                .map(limited::withEngineCache)
                .orElse(limited);
    }

    private static @Nullable InstructionSignature signature(OptionReader options) {
        try {
            return options.optional(ModerationOptions.CONTROL_PUBLIC_KEY, key -> !key.isBlank(), "some text")
                    .map(InstructionSignature::new)
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException(ModerationOptions.CONTROL_PUBLIC_KEY.key() + " is " + e.getMessage());
        }
    }

    private static VerdictSettings verdict(OptionReader options) {
        return new VerdictSettings(
                score(options, ModerationOptions.AUTHENTIC_BELOW),
                score(options, ModerationOptions.GENERATED_FROM),
                quality(options),
                options.value(ModerationOptions.SELF_DECLARED).verdict(),
                options.value(ModerationOptions.REVIEW_UNCERTAIN),
                count(options, ModerationOptions.FLOOD_ABOVE),
                new BreakerLimits(
                        options.value(ModerationOptions.GENERATED_PER_DAY, count -> count >= 0, "0 or more"),
                        options.value(ModerationOptions.GENERATED_SHARE, share -> share >= 0 && share <= 1, "0 to 1")));
    }

    private static QualityGate quality(OptionReader options) {
        return new QualityGate(
                options.value(ModerationOptions.MIN_SIDE, side -> side >= 0, "0 or more"),
                options.value(
                        ModerationOptions.MIN_JPEG_QUALITY, quality -> quality >= 0 && quality <= 100, "0 to 100"),
                options.value(ModerationOptions.MIN_FINE_DETAIL, detail -> !detail.isNaN(), "a number"));
    }

    private static MemorySettings memory(OptionReader options) {
        return new MemorySettings(
                span(options, ModerationOptions.DELIVERY_MEMORY), span(options, ModerationOptions.DECISION_MEMORY));
    }

    private static ReviewSettings review(OptionReader options) {
        return new ReviewSettings(
                count(options, ModerationOptions.NEAR_DUPLICATE_GROUPS),
                span(options, ModerationOptions.NEAR_DUPLICATE_MEMORY));
    }

    private static AccountSettings accounts(OptionReader options) {
        int watchedFrom = count(options, ModerationOptions.WATCHED_FROM);
        int restrictedFrom = options.value(
                ModerationOptions.RESTRICTED_FROM,
                strikes -> strikes >= watchedFrom,
                "%d, the value of %s, or more".formatted(watchedFrom, ModerationOptions.WATCHED_FROM.key()));
        return new AccountSettings(
                options.value(
                        ModerationOptions.ACCOUNT_WINDOWS,
                        windows -> !windows.isEmpty() && windows.stream().allMatch(window -> window.toHours() > 0),
                        "times of 1 h or more"),
                new StrikePolicy(
                        options.value(ModerationOptions.STRIKE_WINDOW, window -> window.toHours() > 0, "1 h or more"),
                        watchedFrom,
                        restrictedFrom));
    }

    private static SinkSettings sink(OptionReader options, KafkaConnection kafka, boolean backfill) {
        return new SinkSettings(
                kafka,
                new OutcomeTopics(
                        text(options, ModerationOptions.VERDICTS_TOPIC),
                        text(options, ModerationOptions.REJECTIONS_TOPIC),
                        text(options, ModerationOptions.REVIEW_ITEMS_TOPIC),
                        text(options, ModerationOptions.CONTROL_STATUS_TOPIC),
                        text(options, ModerationOptions.SHADOW_DISAGREEMENTS_TOPIC),
                        text(options, ModerationOptions.ALERTS_TOPIC)),
                delivery(options, backfill),
                options.value(ModerationOptions.COMPRESSION, COMPRESSIONS::contains, "one of " + COMPRESSIONS),
                size(options, ModerationOptions.MAX_RECORD_BYTES));
    }

    private static Delivery delivery(OptionReader options, boolean backfill) {
        String prefix = text(options, ModerationOptions.TRANSACTIONAL_ID_PREFIX);
        return new Delivery(
                options.value(
                        ModerationOptions.DELIVERY_GUARANTEE,
                        guarantee -> guarantee != DeliveryGuarantee.NONE,
                        "exactly-once or at-least-once"),
                backfill ? prefix + "-backfill" : prefix,
                options.value(
                        ModerationOptions.TRANSACTION_TIMEOUT,
                        time -> time.toMillis() > 0 && time.toMillis() <= Integer.MAX_VALUE,
                        "more than 0 ms and less than 24 days"));
    }

    private static String text(OptionReader options, ConfigOption<String> option) {
        return options.value(option, text -> !text.isBlank(), "some text");
    }

    private static Optional<String> optionalText(OptionReader options, ConfigOption<String> option) {
        return options.optional(option, text -> !text.isBlank(), "some text");
    }

    private static int count(OptionReader options, ConfigOption<Integer> option) {
        return options.value(option, count -> count > 0, "1 or more");
    }

    private static Duration span(OptionReader options, ConfigOption<Duration> option) {
        return options.value(option, time -> time.toMillis() > 0, "1 ms or more");
    }

    /** Kafka counts these bytes in an int, and keeps twice as many for a buffer. */
    private static MemorySize size(OptionReader options, ConfigOption<MemorySize> option) {
        return options.value(
                option,
                size -> size.getBytes() > 0 && size.getBytes() <= Integer.MAX_VALUE,
                "1 to " + Integer.MAX_VALUE + " bytes");
    }

    private static @Nullable Double score(OptionReader options, ConfigOption<Double> option) {
        return options.optional(option, score -> score >= 0 && score <= 1, "0 to 1")
                .orElse(null);
    }
}
