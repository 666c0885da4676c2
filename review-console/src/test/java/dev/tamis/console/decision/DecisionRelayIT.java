package dev.tamis.console.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tamis.console.DatabaseExtension;
import dev.tamis.console.TestItems;
import dev.tamis.console.TestKafka;
import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.kafka.KafkaConnection;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.Role;
import dev.tamis.console.security.Veil;
import dev.tamis.schemas.Decision;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionRelayIT {
    @RegisterExtension
    private static final DatabaseExtension DATABASE = new DatabaseExtension();

    private static final Instant NOON = TestItems.SUBMITTED;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration UNDO = Duration.ofSeconds(10);
    private static final Person ANN = new Person(1, "ann", Role.REVIEWER, Veil.BLUR);

    private TestKafka kafka;
    private String topic = "";

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        kafka = TestKafka.start(folder);
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    /** Kafka keeps a position for each, so no test goes on where another ended. */
    @BeforeEach
    void createTopic(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        kafka.createTopic(topic);
    }

    @Test
    void sendsWhatIsDueAndLeavesWhatCanBeUndone() throws Exception {
        UUID decision = decide("a", Choice.AUTHENTIC);

        try (DecisionRelay early = relay(NOON.plus(UNDO).minusMillis(1))) {
            assertThat(early.sendDue()).isZero();
        }
        try (DecisionRelay relay = relay(NOON.plus(UNDO))) {
            assertThat(relay.sendDue()).isEqualTo(1);
            assertThat(relay.sendDue()).isZero();
        }

        assertThat(sentOnceAllIsCommitted(1)).singleElement().satisfies(sent -> {
            assertThat(sent.getId()).isEqualTo(decision.toString());
            assertThat(sent.getSubmissionId()).isEqualTo("a");
            assertThat(sent.getVerdict()).isEqualTo(Verdict.GENERATED);
            assertThat(sent.getDecision()).isEqualTo(Decision.OVERTURNED);
            assertThat(sent.getFinalVerdict()).isEqualTo(Verdict.AUTHENTIC);
            assertThat(sent.getReviewer()).isEqualTo("ann");
            assertThat(sent.getDecidedAt()).isEqualTo(NOON);
        });
    }

    @Test
    void neverSendsWhatWasUndone() throws Exception {
        UUID decision = decide("a", Choice.AUTHENTIC);
        decisions(NOON).undo(decision, ANN);

        try (DecisionRelay relay = relay(NOON.plus(UNDO))) {
            assertThat(relay.sendDue()).isZero();
        }
    }

    @Test
    void sendsEachOnceThoughRelaysTakeOverFromEachOther() throws Exception {
        List<String> decided = new ArrayList<>();
        List<DecisionRelay> relays = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            decided.add(decide("item-" + i, Choice.GENERATED).toString());
            if (i % 5 == 0) {
                relays.add(relay(NOON.plus(UNDO)));
            }
            try {
                relays.get(i % relays.size()).sendDue();
            } catch (KafkaException e) {
                // Another took over; this one takes over again at its next turn.
            }
        }
        try (DecisionRelay last = relay(NOON.plus(UNDO))) {
            last.sendDue();
        }
        relays.forEach(DecisionRelay::close);

        assertThat(sentOnceAllIsCommitted(decided.size()))
                .extracting(ReviewDecision::getId)
                .containsExactlyInAnyOrderElementsOf(decided);
    }

    @Test
    void refusesADatabaseThatWasPutBack() throws Exception {
        decide("a", Choice.GENERATED);
        try (DecisionRelay relay = relay(NOON.plus(UNDO))) {
            relay.sendDue();
        }
        DATABASE.get().jdbi().useHandle(handle -> handle.execute("delete from decision"));

        try (DecisionRelay relay = relay(NOON.plus(UNDO))) {
            assertThatThrownBy(relay::sendDue)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("put back to an earlier state");
        }
    }

    /** What readers see; the broker marks a transaction as committed soon after it said so. */
    private List<ReviewDecision> sentOnceAllIsCommitted(int expected) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> kafka.read(topic, ReviewDecision.class), decisions -> decisions.size() >= expected);
    }

    private UUID decide(String id, Choice choice) throws Exception {
        DATABASE.get().take(TestItems.flagged(id, 10).build());
        AuditLog audit = new AuditLog(DATABASE.get().jdbi(), Clock.fixed(NOON, ZoneOffset.UTC));
        long item = new WorkQueue(DATABASE.get().jdbi(), audit, Clock.fixed(NOON, ZoneOffset.UTC), LEASE)
                .claim("flagged", ANN)
                .orElseThrow();
        return decisions(NOON).decide(item, ANN, choice, null, null);
    }

    private Decisions decisions(Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new Decisions(DATABASE.get().jdbi(), new AuditLog(DATABASE.get().jdbi(), clock), clock, UNDO, LEASE);
    }

    private DecisionRelay relay(Instant now) {
        return new DecisionRelay(
                DATABASE.get().jdbi(),
                Clock.fixed(now, ZoneOffset.UTC),
                KafkaConnection.to(kafka.bootstrapServers()),
                topic);
    }
}
