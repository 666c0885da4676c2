package dev.tamis.console.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.console.DatabaseExtension;
import dev.tamis.console.TestItems;
import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.decision.Choice;
import dev.tamis.console.decision.Decisions;
import dev.tamis.console.quality.Checks.Shares;
import dev.tamis.console.quality.Desk.Lying;
import dev.tamis.console.queue.ItemState;
import dev.tamis.console.queue.ItemSummary;
import dev.tamis.console.queue.ReviewItems;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.Role;
import dev.tamis.console.security.Veil;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictThresholds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeskIT {
    private static final Instant NOON = TestItems.SUBMITTED;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration UNDO = Duration.ofSeconds(10);
    private static final Person ANN = new Person(1, "ann", Role.REVIEWER, Veil.BLUR);
    private static final Person BEN = new Person(2, "ben", Role.REVIEWER, Veil.BLUR);
    private static final Person LEA = new Person(3, "lea", Role.LEAD, Veil.BLUR);

    @RegisterExtension
    private static final DatabaseExtension DATABASE = new DatabaseExtension();

    @Test
    void givesAGoldenItemOnceToEachWhoHasNotDecidedIt() throws Exception {
        long golden = decided("golden", ANN, Choice.GENERATED);
        checks(NOON).makeGolden(golden, LEA);
        checks(NOON).setShares(new Shares(50, 0), LEA);
        waiting("new");

        assertThat(desk(NOON).claim("flagged", ANN)).isNotEqualTo(java.util.OptionalLong.of(golden));
        waiting("newer");
        assertThat(desk(NOON).claim("flagged", BEN)).hasValue(golden);
        Lying lying = desk(NOON).find(golden, BEN).orElseThrow();
        assertThat(lying.isMine()).isTrue();
        assertThat(lying.isCheck()).isTrue();
        assertThat(lying.item().summary().state()).isEqualTo(ItemState.OPEN);
        assertThat(lying.item().summary().claimedBy()).isEqualTo("ben");
        assertThat(lying.item().summary().finalVerdict()).isNull();
        assertThat(desk(NOON).of(BEN)).singleElement().satisfies(item -> {
            assertThat(item.state()).isEqualTo(ItemState.OPEN);
            assertThat(item.claimedBy()).isEqualTo("ben");
        });

        UUID answer = desk(NOON).decide(golden, BEN, Choice.AUTHENTIC, null, null);
        assertThat(desk(NOON).undo(answer, BEN)).hasValue(golden);
        desk(NOON).decide(golden, BEN, Choice.GENERATED, null, null);
        assertThat(desk(NOON.plus(UNDO)).undo(answer, BEN)).isEmpty();
        assertThat(decisions(NOON).on(golden)).hasSize(1);
        assertThat(desk(NOON).claim("flagged", BEN)).isNotEqualTo(java.util.OptionalLong.of(golden));
        assertThat(figures().analysts()).anySatisfy(analyst -> {
            assertThat(analyst.name()).isEqualTo("ben");
            assertThat(analyst.goldenRight()).isEqualTo(1);
            assertThat(analyst.goldenAnswers()).isEqualTo(1);
        });
    }

    @Test
    void setsTwoAnalystsBesideEachOther() throws Exception {
        long item = decided("a", ANN, Choice.GENERATED);
        sendAll();
        checks(NOON).setShares(new Shares(0, 50), LEA);
        waiting("new");

        assertThat(desk(NOON).claim("flagged", BEN)).hasValue(item);
        desk(NOON).decide(item, BEN, Choice.AUTHENTIC, null, null);

        assertThat(checks(NOON).disagreements(10)).singleElement().satisfies(disagreement -> {
            assertThat(disagreement.first()).isEqualTo(Verdict.GENERATED);
            assertThat(disagreement.firstAnalyst()).isEqualTo("ann");
            assertThat(disagreement.second()).isEqualTo(Verdict.AUTHENTIC);
        });
        assertThat(figures().analysts())
                .filteredOn(analyst -> analyst.seconds() == 1)
                .hasSize(2);
        assertThat(figures().kappa()).isEqualTo(0);
    }

    @Test
    void forgetsACheckThatIsReleasedOrWhoseLeaseEnds() throws Exception {
        long item = decided("a", ANN, Choice.GENERATED);
        sendAll();
        checks(NOON).setShares(new Shares(0, 50), LEA);
        waiting("new");
        assertThat(desk(NOON).claim("flagged", BEN)).hasValue(item);
        desk(NOON).release(item, BEN);
        assertThat(desk(NOON).of(BEN)).isEmpty();
        assertThat(desk(NOON).claim("flagged", BEN)).hasValue(item);

        Instant later = NOON.plus(LEASE).plusSeconds(1);
        assertThat(desk(later).of(BEN)).isEmpty();
        assertThat(desk(later).find(item, BEN).orElseThrow().isMine()).isFalse();
        desk(NOON).hold(item, BEN);
        assertThat(desk(later).of(BEN)).extracting(ItemSummary::id).containsExactly(item);
    }

    @Test
    void saysWhatPeopleMakeOfTheDetector() throws Exception {
        for (int i = 0; i < 10; i++) {
            decided("item-" + i, ANN, i < 3 ? Choice.AUTHENTIC : Choice.GENERATED);
        }
        assertThat(figures().detectors()).singleElement().satisfies(detector -> {
            assertThat(detector.detector()).isEqualTo("tamis-test");
            assertThat(detector.decided()).isEqualTo(10);
            assertThat(detector.overturned()).isEqualTo(3);
            assertThat(detector.precision()).isEqualTo(0.7);
            assertThat(detector.low()).isCloseTo(0.397, within(0.001)); // Wilson's interval of 7 of 10
            assertThat(detector.high()).isCloseTo(0.892, within(0.001));
        });
        assertThat(figures().days()).last().satisfies(day -> {
            assertThat(day.confirmed()).isEqualTo(7);
            assertThat(day.overturned()).isEqualTo(3);
        });
        assertThat(figures().scores().get(9)).satisfies(bin -> {
            assertThat(bin.decided()).isEqualTo(10);
            assertThat(bin.generated()).isEqualTo(7);
            assertThat(bin.lately()).isEqualTo(10);
        });
        assertThat(figures().waits())
                .singleElement()
                .satisfies(wait -> assertThat(wait.decided()).isEqualTo(10));
    }

    private void waiting(String id) {
        DATABASE.get().take(TestItems.flagged(id, 10).build());
    }

    private long decided(String id, Person analyst, Choice choice) throws Exception {
        var item = TestItems.portrait(id, 3);
        item.getVerdict().setThresholds(new VerdictThresholds(0.2, 0.8));
        DATABASE.get().take(item.build());
        long claimed = queue(NOON).claim("flagged", analyst).orElseThrow();
        decisions(NOON).decide(claimed, analyst, choice, null, null);
        return claimed;
    }

    /** As the relay does. */
    private void sendAll() {
        DATABASE.get()
                .jdbi()
                .useHandle(handle -> handle.execute("update decision set position = nextval('decision_position')"));
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private AuditLog audit(Instant now) {
        return new AuditLog(DATABASE.get().jdbi(), at(now));
    }

    private WorkQueue queue(Instant now) {
        return new WorkQueue(DATABASE.get().jdbi(), audit(now), at(now), LEASE);
    }

    private Decisions decisions(Instant now) {
        return new Decisions(DATABASE.get().jdbi(), audit(now), at(now), UNDO, LEASE);
    }

    /** Always draws the smallest number, so a check is given where there is one to give. */
    private Checks checks(Instant now) {
        RandomGenerator smallest = () -> 0L;
        return new Checks(DATABASE.get().jdbi(), audit(now), at(now), LEASE, UNDO, smallest);
    }

    private Desk desk(Instant now) {
        return new Desk(new ReviewItems(DATABASE.get().jdbi()), queue(now), decisions(now), checks(now), at(now));
    }

    private Figures figures() {
        return new Figures(DATABASE.get().jdbi(), at(NOON.plusSeconds(60)));
    }
}
