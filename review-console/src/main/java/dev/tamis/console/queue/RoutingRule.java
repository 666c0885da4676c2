package dev.tamis.console.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Verdict;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which review items a queue takes: those that meet every condition that is set. A rule without conditions takes all.
 *
 * @param causes one of these
 * @param verdicts one of these
 * @param priorityFrom at least as urgent, 0 to 100
 * @param scoreFrom at least as likely generated, 0 to 1; never an image without a score
 * @param attributes each of these attributes of the submission, with this value
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RoutingRule(
        @JsonSetter(nulls = Nulls.AS_EMPTY) Set<ReviewCause> causes,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Set<Verdict> verdicts,
        @Nullable Integer priorityFrom,
        @Nullable Double scoreFrom,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> attributes) {
    public RoutingRule {
        causes = Set.copyOf(causes);
        verdicts = Set.copyOf(verdicts);
        attributes = Map.copyOf(attributes);
    }

    boolean takes(ReviewItem item) {
        Double score = item.getVerdict().getScore();
        return (causes.isEmpty() || causes.contains(item.getCause()))
                && (verdicts.isEmpty() || verdicts.contains(item.getVerdict().getVerdict()))
                && (priorityFrom == null || item.getPriority() >= priorityFrom)
                && (scoreFrom == null || score != null && score >= scoreFrom)
                && item.getAttributes().entrySet().containsAll(attributes.entrySet());
    }
}
