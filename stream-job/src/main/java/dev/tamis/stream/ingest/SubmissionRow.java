package dev.tamis.stream.ingest;

import dev.tamis.schemas.ImageSubmission;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * A row of a Parquet file of submissions, whose columns are named as the fields of {@link ImageSubmission}. Those that have a
 * default there may be missing.
 */
record SubmissionRow(GenericRecord row) {
    /** The row as a message; nothing where it lacks what every submission has. */
    Optional<ImageSubmission> message() {
        Object id = value("id");
        Object account = value("account");
        Instant submittedAt = instant(value("submittedAt"));
        if (id == null || account == null || submittedAt == null) {
            return Optional.empty();
        }
        ImageSubmission.Builder message = ImageSubmission.newBuilder()
                .setId(id.toString())
                .setAccount(account.toString())
                .setSubmittedAt(submittedAt)
                .setAttributes(attributes());
        if (value("payload") instanceof ByteBuffer payload) {
            message.setPayload(payload);
        }
        Object reference = value("reference");
        if (reference != null) {
            message.setReference(reference.toString());
        }
        Object type = value("declaredContentType");
        if (type != null) {
            message.setDeclaredContentType(type.toString());
        }
        return Optional.of(message.build());
    }

    private @Nullable Object value(String column) {
        return row.hasField(column) ? row.get(column) : null;
    }

    /** A time without a zone, as pandas writes it, is one of UTC; a number counts milliseconds. */
    private static @Nullable Instant instant(@Nullable Object time) {
        if (time instanceof Instant instant) {
            return instant;
        }
        if (time instanceof LocalDateTime local) {
            return local.toInstant(ZoneOffset.UTC);
        }
        return time instanceof Long millis ? Instant.ofEpochMilli(millis) : null;
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new HashMap<>();
        if (value("attributes") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> attributes.put(String.valueOf(key), String.valueOf(value)));
        }
        return attributes;
    }
}
