package dev.tamis.stream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RawSubmissionDeserializerTest {
    @Test
    void takesARecordAsItIs() {
        RawSubmission raw = deserialized(new byte[] {7, 8});

        assertThat(raw.id()).isEqualTo("uploads-2-41");
        assertThat(raw.value()).containsExactly(7, 8);
    }

    @Test
    void takesATombstoneAsARecordWithoutBytes() {
        assertThat(deserialized(null).value()).isEmpty();
    }

    private static RawSubmission deserialized(byte @Nullable [] value) {
        List<RawSubmission> read = new ArrayList<>();
        new RawSubmissionDeserializer()
                .deserialize(new ConsumerRecord<>("uploads", 2, 41, new byte[0], value), new ListCollector<>(read));
        assertThat(read).hasSize(1);
        return read.get(0);
    }
}
