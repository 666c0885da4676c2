package dev.tamis.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private final ImageSubmission submission = ImageSubmission.newBuilder()
            .setId("s-1")
            .setAccount("a")
            .setSubmittedAt(Instant.EPOCH)
            .setPayload(ByteBuffer.wrap(new byte[] {1, 2, 3}))
            .setAttributes(Map.of("k", "v"))
            .build();

    @Test
    void copiesTheFieldsAndSharesTheirValues() {
        ImageSubmission copy = Records.copyOf(submission);
        assertThat(copy).isEqualTo(submission).isNotSameAs(submission);
        assertThat(copy.getPayload()).isSameAs(submission.getPayload());
    }

    @Test
    void leavesTheOriginalAsItIs() {
        ImageSubmission copy = Records.copyOf(submission);
        copy.setAccount("b");
        assertThat(submission.getAccount()).isEqualTo("a");
    }
}
