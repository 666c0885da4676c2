package dev.tamis.stream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tamis.schemas.Decision;
import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.RejectionReason;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.StreamPosition;
import dev.tamis.schemas.Verdict;
import dev.tamis.stream.Submissions;
import dev.tamis.stream.ingest.SubmissionReader.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SubmissionReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final byte[] PAYLOAD = {1, 2, 3};

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final SubmissionReader reader = new SubmissionReader(CLOCK, false, false);

    @Test
    void acceptsASubmissionWithAPayload() {
        ImageSubmission message = Submissions.message("a", PAYLOAD).build();

        assertThat(reader.read(Submissions.raw(7, message)))
                .asInstanceOf(type(Reading.Accepted.class))
                .extracting(Reading.Accepted::submission)
                .isEqualTo(new Submission(new StreamPosition(Submissions.TOPIC, 3, 7L), message, false));
    }

    @Test
    void leavesAnEmptyPayloadToTheDecoder() {
        assertThat(reader.read(
                        Submissions.raw(7, Submissions.message("a", new byte[0]).build())))
                .isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void rejectsWhatIsNoAvroUnderTheNameOfItsPosition() {
        ImageRejection rejection = rejection("plain text".getBytes(StandardCharsets.UTF_8));

        assertThat(rejection.getReason()).isEqualTo(RejectionReason.NOT_A_SUBMISSION);
        assertThat(rejection.getSubmissionId()).isEqualTo("uploads-3-7");
        assertThat(rejection.getPosition()).isEqualTo(new StreamPosition(Submissions.TOPIC, 3, 7L));
        assertThat(rejection.getRejectedAt()).isEqualTo(NOW);
        assertThat(rejection.getAccount()).isNull();
        assertThat(rejection.getSubmittedAt()).isNull();
        assertThat(rejection.getDetail()).contains("ImageSubmission").doesNotContain("plain text");
    }

    @Test
    void rejectsARecordWithoutValue() {
        assertThat(rejection(new byte[0]).getReason()).isEqualTo(RejectionReason.NOT_A_SUBMISSION);
    }

    @Test
    void rejectsAnAvroMessageOfAnotherType() {
        ReviewDecision other = ReviewDecision.newBuilder()
                .setId("1")
                .setSubmissionId("a")
                .setPayloadSha256("0")
                .setDecision(Decision.CONFIRMED)
                .setVerdict(Verdict.GENERATED)
                .setReviewer("r")
                .setDecidedAt(NOW)
                .build();

        assertThat(rejection(MessageCodec.of(ReviewDecision.class).encode(other))
                        .getReason())
                .isEqualTo(RejectionReason.NOT_A_SUBMISSION);
    }

    @Test
    void rejectsEveryTruncationOfASubmission() {
        byte[] whole =
                Submissions.raw(7, Submissions.message("a", PAYLOAD).build()).value();
        for (int length = 0; length < whole.length; length++) {
            assertThat(rejection(Arrays.copyOf(whole, length)).getReason())
                    .as("%d of %d bytes", length, whole.length)
                    .isEqualTo(RejectionReason.NOT_A_SUBMISSION);
        }
    }

    @Test
    void answersAnyDamageWithAReading() {
        long seed = System.nanoTime();
        System.out.println("SubmissionReaderTest seed " + seed);
        Random random = new Random(seed);
        byte[] whole =
                Submissions.raw(7, Submissions.message("a", PAYLOAD).build()).value();
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = whole.clone();
            damaged[10 + random.nextInt(damaged.length - 10)] = (byte) random.nextInt();

            assertThat(reader.read(new RawSubmission(Submissions.TOPIC, 3, 7, damaged)))
                    .isNotNull();
        }
    }

    @Test
    void rejectsAnEmptyIdUnderTheNameOfItsPosition() {
        ImageRejection rejection = rejection(Submissions.message("", PAYLOAD));

        assertThat(rejection.getReason()).isEqualTo(RejectionReason.INVALID_SUBMISSION);
        assertThat(rejection.getSubmissionId()).isEqualTo("uploads-3-7");
        assertThat(rejection.getAccount()).isEqualTo("account of ");
        assertThat(rejection.getSubmittedAt()).isEqualTo(Submissions.SUBMITTED_AT);
    }

    @Test
    void acceptsAnIdOf256CharactersAndRejectsALongerOne() {
        String longest = "i".repeat(256);
        assertThat(reader.read(Submissions.raw(
                        7, Submissions.message(longest, PAYLOAD).setAccount("x").build())))
                .isInstanceOf(Reading.Accepted.class);

        ImageRejection rejection =
                rejection(Submissions.message(longest + "i", PAYLOAD).setAccount("x"));
        assertThat(rejection.getReason()).isEqualTo(RejectionReason.INVALID_SUBMISSION);
        assertThat(rejection.getSubmissionId()).isEqualTo("uploads-3-7");
        assertThat(rejection.getDetail()).contains("256").contains("257");
    }

    @Test
    void rejectsAnAccountOfMoreThan256Characters() {
        ImageRejection rejection = rejection(Submissions.message("a", PAYLOAD).setAccount("x".repeat(257)));

        assertThat(rejection.getReason()).isEqualTo(RejectionReason.INVALID_SUBMISSION);
        assertThat(rejection.getSubmissionId()).isEqualTo("a");
        assertThat(rejection.getAccount()).isNull();
    }

    @Test
    void rejectsASubmissionWithNeitherPayloadNorReference() {
        ImageRejection rejection = rejection(Submissions.message("a", PAYLOAD).clearPayload());

        assertThat(rejection.getReason()).isEqualTo(RejectionReason.INVALID_SUBMISSION);
        assertThat(rejection.getDetail()).contains("neither");
    }

    @Test
    void rejectsASubmissionWithBothPayloadAndReference() {
        ImageRejection rejection = rejection(Submissions.message("a", PAYLOAD).setReference("https://x/y"));

        assertThat(rejection.getReason()).isEqualTo(RejectionReason.INVALID_SUBMISSION);
        assertThat(rejection.getDetail()).contains("both");
    }

    @Test
    void rejectsAReferenceAlone() {
        ImageRejection rejection =
                rejection(Submissions.message("a", PAYLOAD).clearPayload().setReference("https://x/y"));

        assertThat(rejection.getReason()).isEqualTo(RejectionReason.REFERENCE_UNSUPPORTED);
        assertThat(rejection.getSubmissionId()).isEqualTo("a");
        assertThat(rejection.getAccount()).isEqualTo("account of a");
    }

    @Test
    void acceptsAReferenceWhereReferencesAreRead() {
        SubmissionReader reading = new SubmissionReader(CLOCK, true, false);
        ImageSubmission message = Submissions.message("a", PAYLOAD)
                .clearPayload()
                .setReference("https://x/y")
                .build();

        assertThat(reading.read(Submissions.raw(7, message)))
                .asInstanceOf(type(Reading.Accepted.class))
                .extracting(accepted -> accepted.submission().isReferring())
                .isEqualTo(true);
    }

    @Test
    void rejectsAttributesThatWouldMakeTheReviewItemMuchLargerThanThePayload() {
        ImageRejection rejection = rejection(Submissions.message("a", PAYLOAD)
                .setAttributes(new HashMap<>(Map.of("note", "n".repeat(SubmissionReader.MAX_ENVELOPE_BYTES)))));

        assertThat(rejection.getReason()).isEqualTo(RejectionReason.INVALID_SUBMISSION);
        assertThat(rejection.getDetail()).contains("65536");
    }

    @Test
    void acceptsALargePayload() {
        ImageSubmission message = Submissions.message("a", PAYLOAD)
                .setPayload(ByteBuffer.allocate(2 * SubmissionReader.MAX_ENVELOPE_BYTES))
                .build();

        assertThat(reader.read(Submissions.raw(7, message))).isInstanceOf(Reading.Accepted.class);
    }

    private ImageRejection rejection(ImageSubmission.Builder message) {
        return rejection(Submissions.raw(7, message.build()).value());
    }

    private ImageRejection rejection(byte[] value) {
        Reading reading = reader.read(new RawSubmission(Submissions.TOPIC, 3, 7, value));
        assertThat(reading).isInstanceOf(Reading.Rejected.class);
        return ((Reading.Rejected) reading).rejection();
    }
}
