package dev.tamis.local.outcome;

import dev.tamis.generator.load.SendResult;
import dev.tamis.generator.load.SendResult.NotSent;
import dev.tamis.generator.load.SendResult.Sent;
import dev.tamis.local.outcome.Outcome.Judged;
import dev.tamis.local.outcome.Outcome.Rejected;
import dev.tamis.schemas.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds what was sent against what came out, and counts what is lost or doubled. One thread keeps it.
 *
 * <p>An outcome may be entered before its submission: Kafka can show it before it acknowledges the sender. Outcomes of
 * submissions that were never entered belong to someone else and count for nothing.
 */
public final class OutcomeLedger {
    private final Map<String, String> sent = new LinkedHashMap<>();
    private final List<NotSent> unsent = new ArrayList<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final Set<String> reviewItems = new HashSet<>();
    private final Set<String> open = new HashSet<>();
    private final Map<String, Integer> extras = new HashMap<>();

    /** Enters what became of an upload event. */
    public void enter(SendResult result) {
        if (result instanceof Sent submission) {
            sent.put(submission.submissionId(), submission.name());
            updateOpen(submission.submissionId());
        } else {
            unsent.add((NotSent) result);
        }
    }

    /** Enters a verdict or a rejection. */
    public void enter(Outcome outcome) {
        String id = outcome.submissionId();
        if (outcomes.putIfAbsent(id, outcome) != null) {
            extras.merge(id, 1, Integer::sum);
        }
        updateOpen(id);
    }

    /** Enters a review item. */
    public void enterReviewItem(String submissionId) {
        if (!reviewItems.add(submissionId)) {
            extras.merge(submissionId, 1, Integer::sum);
        }
        updateOpen(submissionId);
    }

    /** Whether every submission entered so far has all that it should have. */
    public boolean complete() {
        return open.isEmpty();
    }

    /** How many submissions have all that they should have. */
    public int settledCount() {
        return sent.size() - open.size();
    }

    /** The submissions, id to name, in the order they were entered. */
    public Map<String, String> submissions() {
        return Collections.unmodifiableMap(sent);
    }

    /** The upload events that never reached Kafka. */
    public List<NotSent> unsent() {
        return List.copyOf(unsent);
    }

    /** The first outcome of a submission. */
    public Optional<Outcome> outcome(String submissionId) {
        return Optional.ofNullable(outcomes.get(submissionId));
    }

    /** The counts as they stand. */
    public Tally tally() {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        judged().forEach(judged -> verdicts.merge(judged.verdict().getVerdict(), 1, Integer::sum));
        return new Tally(
                sent.size(),
                unsent.size(),
                verdicts,
                (int) ownOutcomes().filter(Rejected.class::isInstance).count(),
                (int) judged().filter(Judged::flagged).count(),
                open.size(),
                sent.keySet().stream()
                        .mapToInt(id -> extras.getOrDefault(id, 0))
                        .sum());
    }

    private Stream<Judged> judged() {
        return ownOutcomes().filter(Judged.class::isInstance).map(Judged.class::cast);
    }

    private Stream<Outcome> ownOutcomes() {
        return sent.keySet().stream().filter(outcomes::containsKey).map(outcomes::get);
    }

    private void updateOpen(String id) {
        if (sent.containsKey(id) && !settled(id)) {
            open.add(id);
        } else {
            open.remove(id);
        }
    }

    private boolean settled(String id) {
        Outcome outcome = outcomes.get(id);
        return outcome != null
                && !(outcome instanceof Judged judged && judged.raisedItem() && !reviewItems.contains(id));
    }
}
