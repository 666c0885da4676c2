package dev.tamis.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.generator.load.SendResult.Sent;
import dev.tamis.generator.load.SubmissionSender;
import dev.tamis.generator.load.Upload;
import dev.tamis.schemas.Topics;
import java.time.Clock;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class NullBrokerTest {
    @Test
    void acknowledgesEachRecordOnce() throws Exception {
        try (NullBroker broker = NullBroker.start(Topics.SUBMISSIONS);
                SubmissionSender sender =
                        SubmissionSender.connect(broker.bootstrapServers(), "test", Clock.systemUTC())) {
            Upload upload = Upload.named("a.png", () -> new byte[2500]);

            assertThat(sender.sendAll(Collections.nCopies(3000, upload), result -> {}))
                    .hasSize(3000)
                    .allMatch(Sent.class::isInstance);
            assertThat(broker.records()).isEqualTo(3000);
        }
    }
}
