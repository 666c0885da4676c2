package dev.tamis.cluster.process;

import dev.tamis.local.stack.LocalTopics;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartitionInfo;

/** How the parts of a cluster are, each as it answers itself. */
public record ClusterHealth(List<Part> parts) {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private static final int OK = 200;

    public ClusterHealth {
        parts = List.copyOf(parts);
    }

    /**
     * One part.
     *
     * @param name of the part
     * @param works whether all of it does
     * @param detail for a person
     */
    public record Part(String name, boolean works, String detail) {}

    /** Whether all parts work. */
    public boolean works() {
        return parts.stream().allMatch(Part::works);
    }

    /** Asks all parts. */
    public static ClusterHealth of(ClusterSettings settings) {
        return new ClusterHealth(
                List.of(kafka(settings), topics(settings), flink(settings), job(settings), console(settings)));
    }

    static Part kafka(ClusterSettings settings) {
        return ask("Kafka", settings, admin -> {
            int brokers = admin.describeCluster()
                    .nodes()
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .size();
            return new Part(
                    "Kafka",
                    brokers == settings.brokers(),
                    "%d of %d brokers: %s".formatted(brokers, settings.brokers(), settings.bootstrapServers()));
        });
    }

    private static Part topics(ClusterSettings settings) {
        return ask("Topics", settings, admin -> {
            List<TopicPartitionInfo> partitions = admin
                    .describeTopics(LocalTopics.names())
                    .allTopicNames()
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .toList();
            long behind = partitions.stream()
                    .filter(partition ->
                            partition.isr().size() < partition.replicas().size())
                    .count();
            return new Part(
                    "Topics",
                    behind == 0,
                    "%d partitions, %d of them with a copy that is missing or behind"
                            .formatted(partitions.size(), behind));
        });
    }

    @FunctionalInterface
    private interface Question {
        Part ask(Admin admin) throws ExecutionException, TimeoutException, InterruptedException;
    }

    private static Part ask(String name, ClusterSettings settings, Question question) {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) TIMEOUT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) TIMEOUT.toMillis());
        try (Admin admin = Admin.create(config)) {
            return question.ask(admin);
        } catch (ExecutionException | TimeoutException e) {
            return new Part(name, false, "does not answer: " + settings.bootstrapServers());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Part(name, false, "interrupted");
        }
    }

    static Part flink(ClusterSettings settings) {
        try {
            int taskManagers = FlinkRest.of(settings).taskManagers();
            return new Part(
                    "Flink",
                    taskManagers == settings.taskManagers(),
                    "%d of %d TaskManagers: %s".formatted(taskManagers, settings.taskManagers(), settings.flink(1)));
        } catch (IOException e) {
            return new Part("Flink", false, "does not answer: " + settings.flink(1));
        }
    }

    static Part job(ClusterSettings settings) {
        FlinkRest flink = FlinkRest.of(settings);
        try {
            Optional<FlinkRest.Job> job = flink.job();
            if (job.isEmpty()) {
                return new Part("Job", false, "there is none");
            }
            FlinkRest.Job found = job.get();
            return new Part(
                    "Job",
                    found.runs(),
                    "%s, %d of %d tasks run, %d checkpoints: %s"
                            .formatted(
                                    found.state(),
                                    found.running(),
                                    found.tasks(),
                                    flink.checkpoints(found.id()),
                                    found.id()));
        } catch (IOException e) {
            return new Part("Job", false, "Flink does not answer");
        }
    }

    static Part console(ClusterSettings settings) {
        HttpRequest request = HttpRequest.newBuilder(settings.console().resolve("/health"))
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Part("Console", answer.statusCode() == OK, settings.console() + " " + answer.body());
        } catch (IOException e) {
            return new Part("Console", false, "does not answer: " + settings.console());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Part("Console", false, "interrupted");
        }
    }
}
