package dev.tamis.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.stream.ingest.StartingOffsets;
import dev.tamis.stream.policy.VerdictSettings;
import dev.tamis.vision.image.DecodeLimits;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModerationSettingsTest {
    private final Configuration options = new Configuration()
            .set(ModerationOptions.BOOTSTRAP_SERVERS, "broker:9092")
            .set(ModerationOptions.DETECTOR_PATH, "detector.onnx");

    @Test
    void needsABrokerAndADetectorOnly() {
        ModerationSettings settings = ModerationSettings.of(options);

        assertThat(settings.source().kafka().bootstrapServers()).isEqualTo("broker:9092");
        assertThat(settings.source().submissions()).isEqualTo("image-submissions");
        assertThat(settings.source().startingOffsets()).isEqualTo(StartingOffsets.COMMITTED);
        assertThat(settings.limits()).isEqualTo(DecodeLimits.DEFAULT);
        assertThat(settings.detector().uri()).isEqualTo("detector.onnx");
        assertThat(settings.detector().maxBatch()).isEqualTo(32);
        assertThat(settings.verdict().reviewUncertain()).isTrue();
        assertThat(settings.signature()).isNull();
        assertThat(settings.sink().topics().reviewItems()).isEqualTo("review-items");
        assertThat(settings.sink().delivery().guarantee()).isEqualTo(DeliveryGuarantee.EXACTLY_ONCE);
    }

    @Test
    void rulesByDefaultAsOtherCommandsDo() {
        assertThat(ModerationSettings.of(options).verdict()).isEqualTo(VerdictSettings.DEFAULT);
    }

    @Test
    void readsOptionsAsAUserWritesThem() {
        options.setString("tamis.sink.delivery-guarantee", "at-least-once");
        options.setString("tamis.sink.transaction-timeout", "2 min");
        options.setString("tamis.image.max-bytes", "8 mb");
        options.setString("tamis.review.uncertain", "false");
        options.setString("tamis.verdict.generated-from", "0.9");
        ModerationSettings settings = ModerationSettings.of(options);

        assertThat(settings.sink().delivery().guarantee()).isEqualTo(DeliveryGuarantee.AT_LEAST_ONCE);
        assertThat(settings.sink().delivery().transactionTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.limits().maxBytes()).isEqualTo(8 << 20);
        assertThat(settings.verdict().reviewUncertain()).isFalse();
        assertThat(settings.verdict().generatedFrom()).isEqualTo(0.9);
        assertThat(settings.verdict().authenticBelow()).isNull();
    }

    @Test
    void passesClientPropertiesOnButKeepsItsOwn() {
        options.setString("tamis.kafka.client.security.protocol", "SASL_SSL");
        options.setString("tamis.kafka.client.bootstrap.servers", "elsewhere:9092");
        options.setString("tamis.kafka.client.isolation.level", "read_uncommitted");

        assertThat(ModerationSettings.of(options)
                        .source()
                        .kafka()
                        .properties(Map.of("isolation.level", "read_committed")))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("bootstrap.servers", "broker:9092")
                .containsEntry("isolation.level", "read_committed");
    }

    @Test
    void keepsABackfillFromWhatTheRunningJobWrites() {
        options.setString("tamis.source.from", "2026-11-22T10:00:00Z");
        options.setString("tamis.source.until", "latest");
        options.setString("tamis.sink.history", "file:///history");
        ModerationSettings settings = ModerationSettings.of(options);

        assertThat(settings.source().range().isBounded()).isTrue();
        assertThat(settings.toKafka()).isFalse();
        assertThat(settings.sink().delivery().transactionalIdPrefix()).isEqualTo("tamis-moderation-backfill");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tamis.source.until | latest               |                     |        | tamis.sink.history",
                "tamis.source.until | 2026-11-22T10:00:00Z | tamis.source.from   | 2026-11-22T10:00:00Z | from must be before",
                "tamis.source.until | latest               | tamis.source.files  | file:///submissions  | neither",
                "tamis.source.until | yesterday            |                     |        | latest, or a time",
                "tamis.source.from  | now                  |                     |        | 2026-11-22T10:00:00Z",
            })
    void saysWhichRangeItCannotRead(
            String key, String value, @Nullable String otherKey, @Nullable String otherValue, String allowed) {
        options.setString(key, value);
        if (otherKey != null && otherValue != null) {
            options.setString(otherKey, otherValue);
        }

        assertThatThrownBy(() -> ModerationSettings.of(options))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tamis.kafka.bootstrap-servers", "tamis.detector.path"})
    void namesAnOptionThatIsMissing(String key) {
        options.removeKey(key);

        assertThatThrownBy(() -> ModerationSettings.of(options))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(key + " is required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tamis.kafka.bootstrap-servers    | ' '       | some text",
                "tamis.topic.submissions          | ' '       | some text",
                "tamis.source.starting-offsets    | newest    | COMMITTED",
                "tamis.source.partition-discovery | soon      | duration",
                "tamis.source.fetch-size          | 2 gb      | 2147483647",
                "tamis.image.max-bytes            | 0 b       | 1 to",
                "tamis.image.max-pixels           | 0         | 1 or more",
                "tamis.detector.max-batch         | 0         | 1 or more",
                "tamis.detector.max-batch         | many      | a number",
                "tamis.verdict.authentic-below    | 1.5       | 0 to 1",
                "tamis.verdict.generated-from     | -0.1      | 0 to 1",
                "tamis.review.uncertain           | perhaps   | boolean",
                "tamis.sink.delivery-guarantee    | none      | exactly-once",
                "tamis.sink.transaction-timeout   | 0 s       | more than 0",
                "tamis.sink.compression           | rar       | zstd",
                "tamis.sink.max-record-bytes      | 32 mb     | tamis.image.max-bytes",
            })
    void namesKeyValueAndWhatIsAllowedOfAWrongValue(String key, String value, String allowed) {
        options.setString(key, value);

        assertThatThrownBy(() -> ModerationSettings.of(options))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value)
                .message()
                .containsIgnoringCase(allowed);
    }

    @Test
    void refusesAKeyThatIsNoOptionAndNamesThoseThatAre() {
        options.setString("tamis.detector.file", "x");

        assertThatThrownBy(() -> ModerationSettings.of(options))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("tamis.detector.file is no option")
                .hasMessageContaining("tamis.detector.path");
    }

    @ParameterizedTest
    @CsvSource({"tamis.topic.rejections, image-verdicts", "tamis.topic.verdicts, image-submissions"})
    void refusesOneTopicForTwoThings(String key, String topic) {
        options.setString(key, topic);

        assertThatThrownBy(() -> ModerationSettings.of(options))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(topic);
    }

    @Test
    void leavesFlinksOptionsAlone() {
        options.setString("execution.checkpointing.interval", "5 s");

        assertThat(ModerationSettings.of(options)).isNotNull();
    }

    @Test
    void listsEveryOptionOnce() {
        Object[] declared = Arrays.stream(ModerationOptions.class.getFields())
                .filter(field -> field.getType() == ConfigOption.class)
                .map(ModerationSettingsTest::valueOf)
                .toArray();

        assertThat(List.<Object>copyOf(ModerationOptions.all())).containsExactlyInAnyOrder(declared);
    }

    private static Object valueOf(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
