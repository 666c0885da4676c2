package dev.tamis.local.topic;

import static java.util.Objects.requireNonNull;

import dev.tamis.local.topic.TopicDifference.FewerPartitions;
import dev.tamis.local.topic.TopicDifference.Missing;
import dev.tamis.local.topic.TopicDifference.OtherSetting;
import dev.tamis.local.topic.TopicDifference.Unchangeable;
import dev.tamis.stream.kafka.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.security.auth.KafkaPrincipal;

/**
 * Asks a Kafka cluster for its topics and access rights and changes them. One thread owns it.
 *
 * <p>Every method throws a {@link KafkaException} where the cluster does not answer or refuses.
 */
public final class TopicAdmin implements AutoCloseable {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final String DEFAULT_REPLICATION = "default.replication.factor";

    private final Admin admin;

    private TopicAdmin(Admin admin) {
        this.admin = admin;
    }

    /** Prepares to ask a cluster. */
    public static TopicAdmin of(KafkaConnection kafka) {
        String timeout = String.valueOf(REQUEST_TIMEOUT.toMillis());
        return new TopicAdmin(Admin.create(kafka.properties(Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                timeout,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                timeout))));
    }

    /** The topics that a cluster does not have, or shows to others only. */
    public List<Missing> missing(TopicPlan plan) throws InterruptedException {
        return missing(plan, answer(admin.listTopics().names()));
    }

    private List<Missing> missing(TopicPlan plan, Set<String> present) throws InterruptedException {
        List<TopicSpec> missing = Arrays.stream(TopicSpec.values())
                .filter(spec -> !present.contains(spec.topic()))
                .toList();
        if (missing.isEmpty()) {
            return List.of();
        }
        Integer asked = plan.replication();
        int replication = asked == null ? ownReplication() : asked;
        return missing.stream().map(spec -> plan.missing(spec, replication)).toList();
    }

    /** What the cluster lacks of a plan. */
    public List<TopicDifference> differences(TopicPlan plan) throws InterruptedException {
        Map<String, PresentTopic> present = present();
        List<TopicDifference> differences = new ArrayList<>(missing(plan, present.keySet()));
        for (TopicSpec spec : TopicSpec.values()) {
            PresentTopic topic = present.get(spec.topic());
            if (topic != null) {
                differences.addAll(plan.differences(spec, topic));
            }
        }
        return differences;
    }

    /** Changes what a plan asks for and can be changed, and waits until the cluster shows it. */
    public void apply(TopicPlan plan, Collection<TopicDifference> differences) throws InterruptedException {
        create(differences.stream()
                .filter(Missing.class::isInstance)
                .map(Missing.class::cast)
                .toList());
        Map<String, NewPartitions> partitions = new HashMap<>();
        Map<ConfigResource, Collection<AlterConfigOp>> settings = new HashMap<>();
        for (TopicDifference difference : differences) {
            if (difference instanceof FewerPartitions fewer) {
                partitions.put(fewer.topic(), NewPartitions.increaseTo(fewer.planned()));
            } else if (difference instanceof OtherSetting other) {
                settings.computeIfAbsent(
                                new ConfigResource(ConfigResource.Type.TOPIC, other.topic()),
                                topic -> new ArrayList<>())
                        .add(new AlterConfigOp(
                                new ConfigEntry(other.key(), other.planned()), AlterConfigOp.OpType.SET));
            }
        }
        answer(admin.createPartitions(partitions).all());
        answer(admin.incrementalAlterConfigs(settings).all());
        awaitShown(plan, differences);
    }

    /** Creates topics and waits until they can be written; those that are there by now are left as they are. */
    public void create(Collection<Missing> topics) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> made = new HashMap<>();
        for (Missing missing : topics) {
            if (create(missing)) {
                for (int partition = 0; partition < missing.partitions(); partition++) {
                    made.put(new TopicPartition(missing.topic(), partition), OffsetSpec.earliest());
                }
            }
        }
        awaitLeaders(made);
    }

    /** A broker hears of a change some time after it was accepted. */
    private void awaitShown(TopicPlan plan, Collection<TopicDifference> differences) throws InterruptedException {
        Set<TopicDifference> changed = new HashSet<>(differences);
        changed.removeIf(Unchangeable.class::isInstance);
        long giveUp = System.nanoTime() + REQUEST_TIMEOUT.toNanos();
        while (!Collections.disjoint(differences(plan), changed) && System.nanoTime() < giveUp) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    /** @return whether the topic was not there by now */
    private boolean create(Missing missing) throws InterruptedException {
        NewTopic topic = new NewTopic(missing.topic(), missing.partitions(), (short) missing.replication())
                .configs(missing.config());
        try {
            admin.createTopics(List.of(topic)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw refusal(e);
        }
    }

    /**
     * Asks until the leaders of partitions answer. A producer whose first batch comes too early, and whose second does not, is
     * refused the first for as long as it tries: "out of order sequence number".
     */
    private void awaitLeaders(Map<TopicPartition, OffsetSpec> partitions) throws InterruptedException {
        long giveUp = System.nanoTime() + REQUEST_TIMEOUT.toNanos();
        while (true) {
            try {
                admin.listOffsets(partitions).all().get();
                return;
            } catch (ExecutionException e) {
                // A broker that has not heard of a topic yet says that there is none.
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > giveUp) {
                    throw refusal(e);
                }
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        }
    }

    /** The topics of Tamis that there are, by name. */
    private Map<String, PresentTopic> present() throws InterruptedException {
        Set<String> names = new HashSet<>(answer(admin.listTopics().names()));
        names.retainAll(TopicSpec.names());
        Map<String, TopicDescription> described =
                answer(admin.describeTopics(names).allTopicNames());
        Map<ConfigResource, Config> configs = answer(admin.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all());
        Map<String, PresentTopic> present = new HashMap<>();
        described.forEach((name, topic) -> present.put(
                name,
                present(topic, requireNonNull(configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name))))));
        return present;
    }

    private static PresentTopic present(TopicDescription topic, Config config) {
        return new PresentTopic(
                topic.partitions().size(),
                topic.partitions().get(0).replicas().size(),
                config.entries().stream()
                        .filter(entry -> entry.value() != null)
                        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value)));
    }

    /** Copies of each record that the cluster makes where nobody says how many. */
    private int ownReplication() throws InterruptedException {
        String node = answer(admin.describeCluster().nodes()).iterator().next().idString();
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node);
        Config config = requireNonNull(
                answer(admin.describeConfigs(List.of(broker)).all()).get(broker));
        return Integer.parseInt(config.get(DEFAULT_REPLICATION).value());
    }

    /** What a principal is allowed. */
    public Set<AclBinding> allowed(KafkaPrincipal principal) throws InterruptedException {
        AclBindingFilter filter = new AclBindingFilter(
                ResourcePatternFilter.ANY,
                new AccessControlEntryFilter(principal.toString(), null, AclOperation.ANY, AclPermissionType.ALLOW));
        return new HashSet<>(answer(admin.describeAcls(filter).values()));
    }

    /** Allows what is not allowed yet. */
    public void allow(Collection<AclBinding> bindings) throws InterruptedException {
        answer(admin.createAcls(bindings).all());
    }

    private <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw refusal(e);
        }
    }

    /** What is the matter, without who was asked. */
    private static KafkaException refusal(ExecutionException failure) {
        return failure.getCause() instanceof KafkaException refusal ? refusal : new KafkaException(failure.getCause());
    }

    @Override
    public void close() {
        admin.close(REQUEST_TIMEOUT);
    }
}
