package dev.tamis.console.quality;

import dev.tamis.console.decision.Choice;
import dev.tamis.console.decision.DecidedItem;
import dev.tamis.console.decision.Decisions;
import dev.tamis.console.quality.Checks.Answered;
import dev.tamis.console.quality.Checks.Kind;
import dev.tamis.console.queue.Item;
import dev.tamis.console.queue.ItemState;
import dev.tamis.console.queue.ItemSummary;
import dev.tamis.console.queue.NotYoursException;
import dev.tamis.console.queue.ReviewItems;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.RefusedException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lies before an analyst: items of the queues and, now and then, {@link Checks} among them, which look the same and are worked on
 * in the same way.
 *
 * <p>Safe for use by several threads.
 */
public final class Desk {
    private final ReviewItems items;
    private final WorkQueue queue;
    private final Decisions decisions;
    private final Checks checks;
    private final Clock clock;

    public Desk(ReviewItems items, WorkQueue queue, Decisions decisions, Checks checks, Clock clock) {
        this.items = items;
        this.queue = queue;
        this.decisions = decisions;
        this.checks = checks;
        this.clock = clock;
    }

    /**
     * An item as it lies before someone.
     *
     * @param item a check as if it were new
     * @param isMine whether they may decide it now
     * @param isCheck whether it is a check, so that what was decided on it must not be seen
     */
    public record Lying(Item item, boolean isMine, boolean isCheck) {}

    public Optional<Lying> find(long id, Person person) {
        return items.find(id)
                .map(item -> checks.isOpen(id, person)
                        ? new Lying(asNew(item, person), true, true)
                        : new Lying(item, item.isWith(person.name(), clock.instant()), false));
    }

    /** What an analyst has claimed or holds. */
    public List<ItemSummary> of(Person analyst) {
        Set<Long> open = checks.open(analyst);
        List<ItemSummary> claimed = items.of(analyst.name());
        return open.isEmpty()
                ? claimed
                : Stream.concat(
                                claimed.stream(),
                                items.summaries(open).stream().map(summary -> asNew(summary, analyst)))
                        .toList();
    }

    private static Item asNew(Item item, Person analyst) {
        return new Item(asNew(item.summary(), analyst), null, item.message(), item.hasFile());
    }

    private static ItemSummary asNew(ItemSummary item, Person analyst) {
        return new ItemSummary(
                item.id(),
                item.submissionId(),
                item.queue(),
                ItemState.OPEN,
                analyst.name(),
                item.reported(),
                item.priority(),
                item.score(),
                item.verdict(),
                item.account(),
                item.submittedAt(),
                null);
    }

    /**
     * Gives an analyst the item of a queue that comes first, or a check.
     *
     * @return its id; empty where the queue has none, or is not for this analyst
     */
    public OptionalLong claim(String name, Person analyst) {
        Optional<Kind> due = checks.draw();
        if (due.isPresent() && queue.mayClaim(name, analyst) && queue.next(name).isPresent()) {
            OptionalLong check = checks.assign(due.get(), name, analyst);
            if (check.isPresent()) {
                return check;
            }
        }
        return queue.claim(name, analyst);
    }

    /**
     * Decides an item that is with the analyst.
     *
     * @param reason one of the platform's reasons; null where it has none
     * @param note free text
     * @throws RefusedException where the item is not with this analyst, or there is no reason where one is needed
     */
    public UUID decide(long item, Person analyst, Choice choice, @Nullable String reason, @Nullable String note)
            throws RefusedException {
        return checks.isOpen(item, analyst)
                ? checks.answer(item, analyst, choice).id()
                : decisions.decide(item, analyst, choice, reason, note);
    }

    /** A decision of this person, where it can still be undone. */
    public Optional<Answered> undoable(UUID decision, Person by) {
        return decisions.undoable(decision, by).map(Desk::answered).or(() -> checks.undoable(decision, by));
    }

    private static Answered answered(DecidedItem decided) {
        return new Answered(decided.id(), decided.item(), decided.finalVerdict(), decided.dueAt());
    }

    /**
     * Takes a decision back before it is due. The item is with its analyst again.
     *
     * @return the item; empty where it is too late, was undone, or is someone else's
     */
    public Optional<Long> undo(UUID decision, Person by) {
        return decisions.undo(decision, by).or(() -> checks.undo(decision, by));
    }

    /** @throws NotYoursException where the item is not with this analyst any more */
    public void renew(long item, Person analyst) throws NotYoursException {
        if (checks.isOpen(item, analyst)) {
            checks.renew(item, analyst);
        } else {
            queue.renew(item, analyst);
        }
    }

    /** @throws NotYoursException where the item is not with this analyst */
    public void release(long item, Person analyst) throws NotYoursException {
        if (checks.isOpen(item, analyst)) {
            checks.release(item, analyst);
        } else {
            queue.release(item, analyst);
        }
    }

    /** @throws NotYoursException where the item is not with this analyst */
    public void hold(long item, Person analyst) throws NotYoursException {
        if (checks.isOpen(item, analyst)) {
            checks.hold(item, analyst);
        } else {
            queue.hold(item, analyst);
        }
    }

    /** A check is for nobody else, and is dropped. */
    public void handOver(long item, Person analyst, Person to) throws NotYoursException {
        if (checks.isOpen(item, analyst)) {
            checks.release(item, analyst);
        } else {
            queue.handOver(item, analyst, to);
        }
    }
}
