package dev.tamis.generator.load;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of the submissions topic that is sent as it is.
 *
 * @param name what it is
 * @param value the record's value, {@code null} for a record without one; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record RawRecord(String name, byte @Nullable [] value) implements UploadEvent {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawRecord that && name.equals(that.name) && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, Arrays.hashCode(value));
    }
}
