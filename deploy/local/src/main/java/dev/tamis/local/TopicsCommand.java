package dev.tamis.local;

import dev.tamis.local.stack.UnusableKafkaException;
import dev.tamis.local.topic.Access;
import dev.tamis.local.topic.TopicAdmin;
import dev.tamis.local.topic.TopicDifference;
import dev.tamis.local.topic.TopicDifference.Unchangeable;
import dev.tamis.local.topic.TopicPlan;
import dev.tamis.local.topic.TopicSpec;
import dev.tamis.stream.kafka.KafkaConnection;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Makes the topics of a Kafka what they should be. */
@Command(
        name = "topics",
        description = {
            "Says what the topics of Tamis on a Kafka lack, and with --apply creates and changes them. Where Kafka refuses what"
                    + " is not allowed, it allows each role the least that it needs.",
            "Nothing is deleted, and no right is taken away. Exit code 0: nothing is lacking, or not any more."
        })
final class TopicsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private KafkaOption kafka = new KafkaOption();

    @Option(
            names = "--partitions",
            paramLabel = "COUNT",
            description =
                    "Partitions of each topic that may have several: at least the job's parallelism. Without it, those"
                            + " that a topic has; 4 where it is new.")
    private @Nullable Integer partitions;

    @Option(
            names = "--replication",
            paramLabel = "COUNT",
            description =
                    "Copies of each record. Without it, those that a topic has; the cluster's own number where it is new.")
    private @Nullable Integer replication;

    @Option(
            names = "--config",
            paramLabel = "TOPIC:KEY=VALUE",
            description =
                    "A setting of a topic in place of the planned one, for example image-submissions:retention.ms=86400000."
                            + " May be given several times.")
    private Map<String, String> settings = Map.of();

    @Option(
            names = "--principal",
            paramLabel = "ROLE=User:NAME",
            converter = AccessConverter.class,
            description = "Who has the role platform, job, console, operator or training. May be given several times.")
    private List<Access> principals = List.of();

    @Option(names = "--apply", description = "Changes what is lacking.")
    private boolean apply;

    /** Reads {@code job=User:tamis}. */
    static final class AccessConverter implements ITypeConverter<Access> {
        @Override
        public Access convert(String text) {
            try {
                return Access.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public Integer call() throws Exception {
        TopicPlan plan = plan();
        KafkaConnection connection = kafka.connection();
        try (TopicAdmin admin = TopicAdmin.of(connection)) {
            return bring(admin, plan);
        } catch (KafkaException e) {
            throw UnusableKafkaException.unreachable(connection.bootstrapServers(), e);
        }
    }

    private int bring(TopicAdmin admin, TopicPlan plan) throws CommandFailedException, InterruptedException {
        List<TopicDifference> differences = admin.differences(plan);
        print(differences);
        Set<AclBinding> forbidden = forbidden(admin);
        long lasting =
                differences.stream().filter(Unchangeable.class::isInstance).count();
        boolean changeable = differences.size() > lasting || !forbidden.isEmpty();
        if (changeable && apply) {
            admin.apply(plan, differences);
            admin.allow(forbidden);
            say("Changed.");
        } else if (changeable) {
            say("Nothing was changed; --apply changes it.");
        }
        if (lasting > 0) {
            throw new CommandFailedException("some of it cannot be changed on topics in use");
        }
        if (!changeable) {
            say("Nothing is lacking.");
        }
        return changeable && !apply ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private void print(List<TopicDifference> differences) {
        for (String topic : TopicSpec.names()) {
            List<TopicDifference> ofTopic = differences.stream()
                    .filter(difference -> difference.topic().equals(topic))
                    .toList();
            if (ofTopic.isEmpty()) {
                say("%-21s is as planned".formatted(topic));
            }
            ofTopic.forEach(difference -> say("%-21s %s".formatted(topic, difference)));
        }
    }

    /** What principals need and may not do yet. */
    private Set<AclBinding> forbidden(TopicAdmin admin) throws InterruptedException {
        // Someone may have several roles.
        Map<KafkaPrincipal, Set<AclBinding>> needed = new LinkedHashMap<>();
        principals.forEach(access -> needed.computeIfAbsent(access.principal(), principal -> new HashSet<>())
                .addAll(access.bindings()));
        Set<AclBinding> forbidden = new HashSet<>();
        for (Map.Entry<KafkaPrincipal, Set<AclBinding>> each : needed.entrySet()) {
            Set<AclBinding> allowed = admin.allowed(each.getKey());
            Set<AclBinding> lacking = without(each.getValue(), allowed);
            Set<AclBinding> beyond = without(allowed, each.getValue());
            String roles = principals.stream()
                    .filter(access -> access.principal().equals(each.getKey()))
                    .map(access -> access.role().name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" and "));
            say("%n%s, %s: %s"
                    .formatted(each.getKey(), roles, lacking.isEmpty() ? "is allowed what it needs" : "needs"));
            print("", lacking);
            print("has beyond that: ", beyond);
            forbidden.addAll(lacking);
        }
        return forbidden;
    }

    private static Set<AclBinding> without(Set<AclBinding> bindings, Set<AclBinding> others) {
        Set<AclBinding> rest = new HashSet<>(bindings);
        rest.removeAll(others);
        return rest;
    }

    private void print(String prefix, Set<AclBinding> bindings) {
        bindings.stream()
                .sorted(Access.ORDER)
                .forEach(binding -> say("  %s%s".formatted(prefix, Access.described(binding))));
    }

    private void say(String line) {
        PrintWriter console = spec.commandLine().getOut();
        console.println(line);
        console.flush();
    }

    private TopicPlan plan() {
        Map<String, Map<String, String>> changed = new HashMap<>();
        settings.forEach((key, value) -> {
            String[] parts = key.split(":", 2);
            if (parts.length < 2) {
                throw new ParameterException(
                        spec.commandLine(), "--config: TOPIC:KEY=VALUE is expected, found %s=%s".formatted(key, value));
            }
            changed.computeIfAbsent(parts[0], topic -> new HashMap<>()).put(parts[1], value);
        });
        try {
            return new TopicPlan(partitions, replication, changed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
