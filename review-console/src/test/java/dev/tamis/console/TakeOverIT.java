package dev.tamis.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeOverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    /** As a console leaves the task that was killed while it sent. */
    private static final String PICKED = """
            update scheduled_tasks set picked = true, picked_by = 'killed', last_heartbeat = now(), version = version + 1
            where task_name = 'send-decisions'""";

    @Test
    void sendsWhatAConsoleThatWasKilledWasAbout(@TempDir Path folder) throws Exception {
        try (TestConsole console =
                TestConsole.in(folder).undoWindow(Duration.ofMillis(100)).start()) {
            TestBrowser ada = console.ada();
            console.kafka().send(TestItems.flagged("a", 10).build());
            await().atMost(PATIENCE)
                    .until(() -> console.database().one(Integer.class, "select count(*) from review_item") == 1);
            String item = ada.submit("/queues/flagged/claim", Map.of())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertThat(console.database()
                            .jdbi()
                            .<Integer, RuntimeException>withHandle(handle -> handle.execute(PICKED)))
                    .isEqualTo(1);
            ada.require(303, ada.submit(item + "/decide", Map.of("choice", "GENERATED")));

            await().atMost(PATIENCE).until(() -> console.kafka().decisions().size() == 1);
        }
    }
}
