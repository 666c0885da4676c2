package dev.tamis.console.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.console.DatabaseExtension;
import dev.tamis.console.TestItems;
import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.Role;
import dev.tamis.console.security.Veil;
import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkQueueIT {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Person ANN = new Person(1, "ann", Role.REVIEWER, Veil.BLUR);
    private static final Person BEN = new Person(2, "ben", Role.REVIEWER, Veil.BLUR);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.REVIEW_ITEMS, 0);

    @RegisterExtension
    private static final DatabaseExtension DATABASE = new DatabaseExtension();

    @Test
    void givesReportsFirstThenByPriorityThenByAge() {
        take(
                TestItems.flagged("low", 10).build(),
                TestItems.flagged("high", 90).build(),
                TestItems.flagged("later", 90)
                        .setVerdict(later(TestItems.flagged("later", 90).build()))
                        .build(),
                TestItems.flagged("reported", 5).setCause(ReviewCause.REPORTED).build());
        toOneQueue();

        assertThat(claimAll(at(TestItems.SUBMITTED), ANN)).containsExactly("reported", "high", "later", "low");
    }

    @Test
    void anItemThatComesAgainChangesNothing() {
        ReviewItem item = TestItems.flagged("once", 10).build();

        assertThat(intake().take(List.of(item), Map.of(PARTITION, 1L))).isEqualTo(1);
        assertThat(intake().take(List.of(item), Map.of(PARTITION, 1L))).isZero();
        assertThat(intake().nextOffsets(Topics.REVIEW_ITEMS)).containsExactly(Map.entry(PARTITION, 1L));
    }

    @Test
    void routesByTheFirstRuleThatTakesIt() {
        take(
                TestItems.flagged("machine", 10).build(),
                TestItems.flagged("person", 10).setCause(ReviewCause.REPORTED).build());

        assertThat(at(TestItems.SUBMITTED).claim("reports", ANN)).isPresent();
        assertThat(at(TestItems.SUBMITTED).claim("reports", ANN)).isEmpty();
        assertThat(at(TestItems.SUBMITTED).claim("flagged", ANN)).isPresent();
    }

    @Test
    void aLeaseThatEndedLetsAnotherHaveTheItem() throws Exception {
        take(TestItems.flagged("a", 10).build());
        long item = at(TestItems.SUBMITTED).claim("flagged", ANN).getAsLong();
        Instant after = TestItems.SUBMITTED.plus(LEASE).plusSeconds(1);

        assertThat(at(TestItems.SUBMITTED).claim("flagged", BEN)).isEmpty();
        assertThat(at(after).claim("flagged", BEN)).hasValue(item);
        assertThatThrownBy(() -> at(after).renew(item, ANN)).isInstanceOf(NotYoursException.class);
        assertThatThrownBy(() -> at(after).hold(item, ANN)).isInstanceOf(NotYoursException.class);
        at(after).renew(item, BEN);
    }

    @Test
    void whatIsHeldStaysUntilItIsReleased() throws Exception {
        take(TestItems.flagged("a", 10).build());
        long item = at(TestItems.SUBMITTED).claim("flagged", ANN).getAsLong();
        at(TestItems.SUBMITTED).hold(item, ANN);
        WorkQueue nextDay = at(TestItems.SUBMITTED.plus(Duration.ofDays(1)));

        assertThat(nextDay.claim("flagged", BEN)).isEmpty();
        assertThatThrownBy(() -> nextDay.release(item, BEN)).isInstanceOf(NotYoursException.class);
        nextDay.release(item, ANN);
        assertThat(nextDay.claim("flagged", BEN)).hasValue(item);
    }

    @Test
    void handsAnItemToSomeoneElse() throws Exception {
        take(TestItems.flagged("a", 10).build());
        long item = at(TestItems.SUBMITTED).claim("flagged", ANN).getAsLong();
        at(TestItems.SUBMITTED).handOver(item, ANN, BEN);

        assertThatThrownBy(() -> at(TestItems.SUBMITTED).hold(item, ANN)).isInstanceOf(NotYoursException.class);
        at(TestItems.SUBMITTED).hold(item, BEN);
    }

    @Test
    void keepsTheQueueOfLeadsFromReviewers() {
        take(TestItems.flagged("a", 10).build());
        DATABASE.get().jdbi().useHandle(handle -> handle.execute("update review_item set queue = 'escalated'"));

        assertThat(at(TestItems.SUBMITTED).claim("escalated", ANN)).isEmpty();
        assertThat(at(TestItems.SUBMITTED).claim("escalated", new Person(3, "lea", Role.LEAD, Veil.BLUR)))
                .isPresent();
    }

    @Test
    void countsWhatWaits() {
        take(TestItems.flagged("a", 10).build(), TestItems.flagged("b", 10).build());
        at(TestItems.SUBMITTED).claim("flagged", ANN);

        assertThat(at(TestItems.SUBMITTED).queues())
                .filteredOn(summary -> summary.name().equals("flagged"))
                .containsExactly(new QueueSummary("flagged", Role.REVIEWER, 1, TestItems.SUBMITTED));
    }

    @Test
    void ofManyWhoAskAtOnceEachItemGoesToOne() throws Exception {
        int items = 400;
        take(IntStream.range(0, items)
                .mapToObj(i -> TestItems.flagged("item-" + i, i % 7).build())
                .toArray(ReviewItem[]::new));
        WorkQueue queue = at(TestItems.SUBMITTED);
        ExecutorService analysts = Executors.newFixedThreadPool(50);
        try {
            List<Callable<List<Long>>> work = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Person analyst = new Person(i, "analyst-" + i, Role.REVIEWER, Veil.BLUR);
                work.add(() -> {
                    List<Long> claimed = new ArrayList<>();
                    for (OptionalLong item = queue.claim("flagged", analyst);
                            item.isPresent();
                            item = queue.claim("flagged", analyst)) {
                        claimed.add(item.getAsLong());
                    }
                    return claimed;
                });
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> claimed : analysts.invokeAll(work)) {
                all.addAll(claimed.get());
            }

            assertThat(all).hasSize(items).doesNotHaveDuplicates();
        } finally {
            analysts.shutdownNow();
        }
    }

    private Intake intake() {
        return new Intake(DATABASE.get().jdbi(), Clock.fixed(TestItems.SUBMITTED, ZoneOffset.UTC));
    }

    private void take(ReviewItem... items) {
        DATABASE.get().take(items);
    }

    private void toOneQueue() {
        DATABASE.get().jdbi().useHandle(handle -> handle.execute("update review_item set queue = 'flagged'"));
    }

    private static dev.tamis.schemas.ImageVerdict later(ReviewItem item) {
        item.getVerdict().setSubmittedAt(TestItems.SUBMITTED.plusSeconds(60));
        return item.getVerdict();
    }

    private WorkQueue at(Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new WorkQueue(DATABASE.get().jdbi(), new AuditLog(DATABASE.get().jdbi(), clock), clock, LEASE);
    }

    private List<String> claimAll(WorkQueue queue, Person analyst) {
        List<String> claimed = new ArrayList<>();
        for (OptionalLong item = queue.claim("flagged", analyst);
                item.isPresent();
                item = queue.claim("flagged", analyst)) {
            long id = item.getAsLong();
            claimed.add(DATABASE.get()
                    .jdbi()
                    .withHandle(handle -> handle.createQuery("select submission_id from review_item where id = :id")
                            .bind("id", id)
                            .mapTo(String.class)
                            .one()));
        }
        return claimed;
    }
}
