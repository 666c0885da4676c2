package dev.tamis.cluster.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Flink's web interface, asked at whichever JobManager answers.
 *
 * @param jobManagers their addresses
 */
public record FlinkRest(List<URI> jobManagers) {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;

    /** That of a cluster. */
    static FlinkRest of(ClusterSettings settings) {
        return new FlinkRest(IntStream.rangeClosed(1, settings.jobManagers())
                .mapToObj(settings::flink)
                .toList());
    }

    /**
     * A job that Flink knows.
     *
     * @param id what Flink calls it
     * @param state in Flink's words
     * @param tasks how many it has
     * @param running how many of them run
     */
    public record Job(String id, String state, int tasks, int running) {
        /** Whether all of it works. */
        public boolean runs() {
            return state.equals("RUNNING") && tasks == running;
        }
    }

    /** How many TaskManagers there are. */
    public int taskManagers() throws IOException {
        return get("/overview").path("taskmanagers").asInt();
    }

    /** The names of the TaskManagers that run tasks. */
    public List<String> busyTaskManagers() throws IOException {
        List<String> busy = new ArrayList<>();
        for (JsonNode taskManager : get("/taskmanagers").path("taskmanagers")) {
            if (taskManager.path("freeSlots").asInt()
                    < taskManager.path("slotsNumber").asInt()) {
                busy.add(taskManager.path("id").asText());
            }
        }
        return busy;
    }

    /** The job that has not ended. */
    public Optional<Job> job() throws IOException {
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            if (job.path("end-time").asLong() < 0) {
                JsonNode tasks = job.path("tasks");
                return Optional.of(new Job(
                        job.path("jid").asText(),
                        job.path("state").asText(),
                        tasks.path("total").asInt(),
                        tasks.path("running").asInt()));
            }
        }
        return Optional.empty();
    }

    /** How many checkpoints of a job have completed since it was last started. */
    public int checkpoints(String job) throws IOException {
        return get("/jobs/" + job + "/checkpoints")
                .path("counts")
                .path("completed")
                .asInt();
    }

    private JsonNode get(String path) throws IOException {
        IOException silence = new IOException("no JobManager");
        for (URI jobManager : jobManagers) {
            try {
                HttpResponse<String> answer = CLIENT.send(
                        HttpRequest.newBuilder(URI.create(jobManager + path))
                                .timeout(TIMEOUT)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == OK) {
                    return JSON.readTree(answer.body());
                }
                silence = new IOException("%s%s answers %d".formatted(jobManager, path, answer.statusCode()));
            } catch (IOException e) {
                silence = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while asking Flink", e);
            }
        }
        throw silence;
    }
}
