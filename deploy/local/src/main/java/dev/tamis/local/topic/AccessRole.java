package dev.tamis.local.topic;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import dev.tamis.schemas.Topics;
import dev.tamis.stream.ModerationOptions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;

/**
 * Who uses the topics, and the least that each needs where Kafka refuses what is not allowed.
 *
 * <p>To read or to write allows to describe. Whoever may write to a topic may do so idempotently. A consumer that assigns its
 * partitions itself needs no group.
 */
public enum AccessRole {
    /** Sends submissions and reports, reads what comes of them in groups whose name begins with {@code tamis-platform}. */
    PLATFORM(
            on(TOPIC, WRITE, Topics.SUBMISSIONS, Topics.REPORTS),
            on(TOPIC, READ, Topics.VERDICTS, Topics.REJECTIONS),
            below(GROUP, READ, "tamis-platform")),

    /**
     * The Flink job, and those beside it whose group and transactions are named as its own with an ending. When it starts it asks who
     * writes to its topics, to end transactions that a job before it left open, which Kafka answers to whoever may read them.
     */
    JOB(
            on(TOPIC, READ, Topics.SUBMISSIONS, Topics.REPORTS, Topics.REVIEW_DECISIONS, Topics.DETECTOR_CONTROL),
            on(TOPIC, READ, outcomes()),
            on(TOPIC, WRITE, outcomes()),
            below(GROUP, READ, ModerationOptions.GROUP_ID.defaultValue()),
            below(TRANSACTIONAL_ID, WRITE, ModerationOptions.TRANSACTIONAL_ID_PREFIX.defaultValue())),

    /**
     * The review console. It commits how far its decisions are as offsets of their own topic, which asks for the right to read it.
     */
    CONSOLE(
            on(
                    TOPIC,
                    READ,
                    Topics.REVIEW_ITEMS,
                    Topics.REVIEW_DECISIONS,
                    Topics.DETECTOR_CONTROL,
                    Topics.CONTROL_STATUS),
            on(TOPIC, WRITE, Topics.REVIEW_DECISIONS, Topics.DETECTOR_CONTROL),
            on(GROUP, READ, "tamis-review-console", "tamis-review-console-decisions"),
            on(TRANSACTIONAL_ID, WRITE, "tamis-review-console-decisions")),

    /** Instructs the job: {@code ./tamis control}. Sees alerts and where a detector in shadow disagrees, and no image. */
    OPERATOR(
            on(TOPIC, WRITE, Topics.DETECTOR_CONTROL),
            on(TOPIC, READ, Topics.CONTROL_STATUS, Topics.ALERTS, Topics.SHADOW_DISAGREEMENTS)),

    /** Reads images and decisions of the past: {@code ./tamis decisions} and {@code ./tamis backfill}. */
    TRAINING(on(TOPIC, READ, Topics.SUBMISSIONS, Topics.REPORTS, Topics.REVIEW_ITEMS, Topics.REVIEW_DECISIONS));

    private final List<Right> rights;

    @SafeVarargs
    AccessRole(Stream<Right>... rights) {
        this.rights = Stream.of(rights).flatMap(each -> each).toList();
    }

    private record Right(ResourcePattern resource, AclOperation operation) {}

    private static String[] outcomes() {
        return new String[] {
            Topics.VERDICTS,
            Topics.REJECTIONS,
            Topics.REVIEW_ITEMS,
            Topics.CONTROL_STATUS,
            Topics.SHADOW_DISAGREEMENTS,
            Topics.ALERTS
        };
    }

    private static Stream<Right> on(ResourceType type, AclOperation operation, String... names) {
        return Stream.of(names).map(name -> new Right(new ResourcePattern(type, name, PatternType.LITERAL), operation));
    }

    private static Stream<Right> below(ResourceType type, AclOperation operation, String prefix) {
        return Stream.of(new Right(new ResourcePattern(type, prefix, PatternType.PREFIXED), operation));
    }

    /** What Kafka is told to allow a principal of this role, from any host. */
    public Set<AclBinding> bindings(KafkaPrincipal principal) {
        return rights.stream()
                .map(right -> new AclBinding(
                        right.resource(),
                        new AccessControlEntry(principal.toString(), "*", right.operation(), AclPermissionType.ALLOW)))
                .collect(Collectors.toSet());
    }
}
