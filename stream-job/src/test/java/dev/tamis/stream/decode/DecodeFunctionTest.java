package dev.tamis.stream.decode;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.RejectionReason;
import dev.tamis.stream.Submissions;
import dev.tamis.stream.ingest.Submission;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecodeFunctionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private OneInputStreamOperatorTestHarness<Submission, Delivery> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new OneInputStreamOperatorTestHarness<>(new StreamMap<>(new DecodeFunction(
                PreprocessSpec.CIFAKE, new DecodeLimits(1_000, 10_000), Clock.fixed(NOW, ZoneOffset.UTC))));
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void decodesAnImageToTheDetectorsInputAndHashesItsFile() throws Exception {
        byte[] png = Submissions.png(200);
        Submission submission = Submissions.submission("a", png);
        operator.processElement(submission, 42);

        assertThat(operator.extractOutputStreamRecords()).singleElement().satisfies(record -> {
            assertThat(record.getTimestamp()).isEqualTo(42);
            DecodedSubmission decoded = requireNonNull(record.getValue().decoded());
            assertThat(decoded.submission()).isEqualTo(submission);
            assertThat(decoded.image().width()).isEqualTo(48);
            assertThat(decoded.image().pixels().width()).isEqualTo(32);
            assertThat(decoded.image().pixels().rgb()).containsOnly(200);
            assertThat(decoded.payloadSha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(png)));
        });
    }

    @Test
    void rejectsAnUnreadablePayloadWithTheTimestampOfItsRecord() throws Exception {
        operator.processElement(Submissions.submission("a", "no image".getBytes(StandardCharsets.UTF_8)), 42);

        assertThat(operator.extractOutputStreamRecords()).singleElement().satisfies(record -> {
            assertThat(record.getTimestamp()).isEqualTo(42);
            assertThat(record.getValue().decoded()).isNull();
            assertThat(record.getValue().id()).isEqualTo("a");
            ImageRejection rejection = requireNonNull(record.getValue().rejection());
            assertThat(rejection.getReason()).isEqualTo(RejectionReason.UNKNOWN_FORMAT);
            assertThat(rejection.getRejectedAt()).isEqualTo(NOW);
        });
    }

    @Test
    void rejectsAnEmptyPayload() throws Exception {
        operator.processElement(Submissions.submission("a", new byte[0]), 42);

        assertThat(operator.extractOutputValues())
                .extracting(delivery -> requireNonNull(delivery.rejection()).getReason())
                .containsExactly(RejectionReason.EMPTY);
    }

    @Test
    void rejectsAPayloadBeyondTheLimit() throws Exception {
        operator.processElement(Submissions.submission("a", new byte[1_001]), 42);

        assertThat(operator.extractOutputValues())
                .extracting(delivery -> requireNonNull(delivery.rejection()).getReason())
                .containsExactly(RejectionReason.TOO_MANY_BYTES);
    }

    @ParameterizedTest
    @EnumSource
    void namesEveryReasonAsTheSchemaDoes(UnreadableImageException.Reason reason) {
        assertThat(Decoder.reason(reason).name()).isEqualTo(reason.name());
    }

    @Test
    void leavesASubmissionThatRefersToItsFile() throws Exception {
        Submission referring = Submissions.referring("a", "https://uploads.example/a.jpg");
        operator.processElement(referring, 42);

        assertThat(operator.extractOutputValues()).containsExactly(Delivery.of(referring));
    }
}
