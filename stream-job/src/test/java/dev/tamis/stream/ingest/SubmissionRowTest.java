package dev.tamis.stream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class SubmissionRowTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void isTheMessageOfItsColumns() {
        GenericRecord row = row(Map.of(
                "id",
                "a",
                "account",
                "b",
                "submittedAt",
                AT,
                "payload",
                ByteBuffer.wrap(new byte[] {1, 2}),
                "declaredContentType",
                "image/png",
                "attributes",
                Map.of("file", "a.png")));

        assertThat(new SubmissionRow(row).message()).hasValueSatisfying(message -> {
            assertThat(message.getId()).isEqualTo("a");
            assertThat(message.getAccount()).isEqualTo("b");
            assertThat(message.getSubmittedAt()).isEqualTo(AT);
            assertThat(message.getPayload()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
            assertThat(message.getReference()).isNull();
            assertThat(message.getDeclaredContentType()).isEqualTo("image/png");
            assertThat(message.getAttributes()).containsExactly(Map.entry("file", "a.png"));
        });
    }

    @Test
    void takesTimesAsToolsWriteThem() {
        for (Object time : List.of(AT, LocalDateTime.parse("2026-11-22T10:00:00"), AT.toEpochMilli())) {
            GenericRecord row = row(Map.of("id", 7L, "account", "b", "submittedAt", time, "reference", "s3://a/b"));

            assertThat(new SubmissionRow(row).message()).hasValueSatisfying(message -> {
                assertThat(message.getId()).isEqualTo("7");
                assertThat(message.getSubmittedAt()).isEqualTo(AT);
                assertThat(message.getReference()).isEqualTo("s3://a/b");
                assertThat(message.getAttributes()).isEmpty();
            });
        }
    }

    @Test
    void isNoMessageWithoutWhatEverySubmissionHas() {
        assertThat(new SubmissionRow(row(Map.of("id", "a", "account", "b"))).message())
                .isEmpty();
        assertThat(new SubmissionRow(row(Map.of("id", "a", "account", "b", "submittedAt", "today"))).message())
                .isEmpty();
    }

    private static GenericRecord row(Map<String, Object> values) {
        Schema any = Schema.create(Schema.Type.STRING);
        GenericRecord row = new GenericData.Record(Schema.createRecord(
                "Row",
                null,
                null,
                false,
                values.keySet().stream()
                        .map(name -> new Schema.Field(name, any))
                        .toList()));
        values.forEach(row::put);
        return row;
    }
}
