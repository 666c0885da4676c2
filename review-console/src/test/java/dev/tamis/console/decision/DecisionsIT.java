package dev.tamis.console.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.console.DatabaseExtension;
import dev.tamis.console.TestItems;
import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.queue.NotYoursException;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.RefusedException;
import dev.tamis.console.security.Role;
import dev.tamis.console.security.Veil;
import dev.tamis.schemas.Decision;
import dev.tamis.schemas.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DecisionsIT {
    private static final Instant NOON = TestItems.SUBMITTED;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration UNDO = Duration.ofSeconds(10);
    private static final Person ANN = new Person(1, "ann", Role.REVIEWER, Veil.BLUR);
    private static final Person BEN = new Person(2, "ben", Role.REVIEWER, Veil.BLUR);
    private static final Person LEA = new Person(3, "lea", Role.LEAD, Veil.BLUR);

    @RegisterExtension
    private static final DatabaseExtension DATABASE = new DatabaseExtension();

    @Test
    void decidesWhatIsWithTheAnalyst() throws Exception {
        long item = claimed("a", ANN);
        decisions(NOON).decide(item, ANN, Choice.AUTHENTIC, "", " looks real ");

        assertThat(decisions(NOON).on(item)).singleElement().satisfies(decision -> {
            assertThat(decision.decision()).isEqualTo(Decision.OVERTURNED);
            assertThat(decision.finalVerdict()).isEqualTo(Verdict.AUTHENTIC);
            assertThat(decision.reason()).isNull();
            assertThat(decision.note()).isEqualTo("looks real");
            assertThat(decision.dueAt()).isEqualTo(NOON.plus(UNDO));
        });
        assertThat(state(item)).isEqualTo("DECIDED");
    }

    @Test
    void letsNobodyElseDecide() throws Exception {
        long item = claimed("a", ANN);

        assertThatThrownBy(() -> decisions(NOON).decide(item, BEN, Choice.GENERATED, null, null))
                .isInstanceOf(NotYoursException.class);
        assertThatThrownBy(() ->
                        decisions(NOON.plus(LEASE).plusSeconds(1)).decide(item, ANN, Choice.GENERATED, null, null))
                .isInstanceOf(NotYoursException.class);
        decisions(NOON).decide(item, ANN, Choice.GENERATED, null, null);
        assertThatThrownBy(() -> decisions(NOON).decide(item, ANN, Choice.AUTHENTIC, null, null))
                .isInstanceOf(NotYoursException.class);
    }

    @Test
    void givesTheItemBackWhereItsDecisionIsUndoneInTime() throws Exception {
        long item = claimed("a", ANN);
        UUID decision = decisions(NOON).decide(item, ANN, Choice.GENERATED, null, null);
        Decisions inTime = decisions(NOON.plus(UNDO).minusMillis(1));

        assertThat(inTime.undo(decision, BEN)).isEmpty();
        assertThat(inTime.undo(decision, ANN)).hasValue(item);
        assertThat(inTime.undo(decision, ANN)).isEmpty();
        assertThat(inTime.on(item))
                .singleElement()
                .satisfies(undone -> assertThat(undone.undone()).isTrue());
        inTime.decide(item, ANN, Choice.AUTHENTIC, null, null);
    }

    @Test
    void undoesNothingThatIsDue() throws Exception {
        long item = claimed("a", ANN);
        UUID decision = decisions(NOON).decide(item, ANN, Choice.GENERATED, null, null);

        assertThat(decisions(NOON.plus(UNDO)).undo(decision, ANN)).isEmpty();
        assertThat(state(item)).isEqualTo("DECIDED");
    }

    @Test
    void sendsWhatIsEscalatedToTheLeads() throws Exception {
        long item = claimed("a", ANN);
        UUID decision = decisions(NOON).decide(item, ANN, Choice.ESCALATE, null, "not sure");

        assertThat(queue(NOON).claim(Decisions.ESCALATED, BEN)).isEmpty();
        assertThat(queue(NOON).claim(Decisions.ESCALATED, LEA)).hasValue(item);
        assertThat(decisions(NOON).undo(decision, LEA)).hasValue(item);
        assertThat(DATABASE.get().one(String.class, "select queue || ' ' || claimed_by from review_item"))
                .isEqualTo("flagged ann");
    }

    @Test
    void decidesTogetherWhatNobodyElseWorksOn() throws Exception {
        long mine = claimed("a", ANN);
        long theirs = claimed("b", BEN);
        DATABASE.get().take(TestItems.flagged("c", 10).build());
        long free = DATABASE.get().one(Long.class, "select id from review_item where submission_id = 'c'");

        assertThat(decisions(NOON).decideAll(List.of(mine, theirs, free), ANN, Choice.GENERATED, null, null))
                .hasSize(2);
        assertThat(state(theirs)).isEqualTo("OPEN");
        assertThat(state(free)).isEqualTo("DECIDED");
    }

    @Test
    void grantsAnAppealByDecidingTheOtherWay() throws Exception {
        long item = claimed("a", ANN);
        decisions(NOON).decide(item, ANN, Choice.GENERATED, null, null);
        Instant later = NOON.plusSeconds(60);

        decisions(later).answerAppeal(item, LEA, " I drew it myself ", true, "The sketches show it.");

        assertThat(decisions(later).on(item))
                .extracting(DecidedItem::finalVerdict)
                .containsExactly(Verdict.GENERATED, Verdict.AUTHENTIC);
        assertThat(decisions(later).on(item).get(1).dueAt()).isEqualTo(later);
        assertThat(decisions(later).appeals(item))
                .containsExactly(new Appeal("I drew it myself", true, "The sketches show it.", "lea", later));
    }

    @Test
    void leavesTheDecisionWhereAnAppealIsTurnedDown() throws Exception {
        long item = claimed("a", ANN);
        decisions(NOON).decide(item, ANN, Choice.GENERATED, null, null);
        decisions(NOON).answerAppeal(item, LEA, "No!", false, "It has six fingers.");

        assertThat(decisions(NOON).on(item)).hasSize(1);
        assertThat(decisions(NOON).appeals(item)).extracting(Appeal::granted).containsExactly(false);
    }

    @Test
    void letsNobodyAnswerAnAppealAgainstThemselves() throws Exception {
        DATABASE.get().take(TestItems.flagged("a", 10).build());
        long item = queue(NOON).claim("flagged", LEA).orElseThrow();
        assertThatThrownBy(() -> decisions(NOON).answerAppeal(item, LEA, "No!", true, "Yes."))
                .isInstanceOf(RefusedException.class)
                .hasMessage("Nothing is decided on this item.");
        decisions(NOON).decide(item, LEA, Choice.GENERATED, null, null);

        assertThatThrownBy(() -> decisions(NOON).answerAppeal(item, LEA, "No!", true, "Yes."))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("You decided this.");
        assertThat(decisions(NOON).appeals(item)).isEmpty();
    }

    @Test
    void tellsTheAuditLogOfEachStep() throws Exception {
        long item = claimed("a", ANN);
        UUID decision = decisions(NOON).decide(item, ANN, Choice.GENERATED, null, null);
        decisions(NOON).undo(decision, ANN);

        assertThat(audit(NOON).about(WorkQueue.subject(item)))
                .extracting(entry -> entry.actor() + ": " + entry.action() + " " + entry.detail())
                .containsExactly("ann: claim from flagged", "ann: decide generated, confirmed", "ann: undo ");
        assertThat(audit(NOON).firstBroken()).isEmpty();
    }

    private long claimed(String id, Person analyst) {
        DATABASE.get().take(TestItems.flagged(id, 10).build());
        return queue(NOON).claim("flagged", analyst).orElseThrow();
    }

    private String state(long item) {
        return DATABASE.get().one(String.class, "select state from review_item where id = " + item);
    }

    private AuditLog audit(Instant now) {
        return new AuditLog(DATABASE.get().jdbi(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private WorkQueue queue(Instant now) {
        return new WorkQueue(DATABASE.get().jdbi(), audit(now), Clock.fixed(now, ZoneOffset.UTC), LEASE);
    }

    private Decisions decisions(Instant now) {
        return new Decisions(DATABASE.get().jdbi(), audit(now), Clock.fixed(now, ZoneOffset.UTC), UNDO, LEASE);
    }
}
