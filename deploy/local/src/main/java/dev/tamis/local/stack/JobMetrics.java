package dev.tamis.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What Flink's web interface says of a job.
 *
 * @param job the job's address
 */
public record JobMetrics(URI job) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final int MOST_LOOKS = 40;
    private static final String CACHE_USAGE = "rocksdb_block-cache-usage";

    /** How often the job was started again. */
    public int restarts() throws IOException, InterruptedException {
        return (int) largest("/metrics?get=numRestarts");
    }

    /** Flink gathers metrics when it is first asked for them, and answers with none until it has them. */
    private double largest(String path) throws IOException, InterruptedException {
        for (int look = 0; look < MOST_LOOKS; look++) {
            JsonNode metrics = get(path);
            if (!metrics.isEmpty()) {
                return largest(metrics);
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
        throw new IOException("Flink does not say " + job + path);
    }

    /**
     * The bytes that RocksDB uses for cached blocks and for state that it has not written yet; needs the option {@code
     * state.backend.rocksdb.metrics.block-cache-usage}. All states in a slot share one cache and say the same of it, and the
     * subtasks of a number share a slot.
     */
    public long rocksdbBytes() throws IOException, InterruptedException {
        Map<String, Double> bySubtask = new HashMap<>();
        for (JsonNode vertex : get("").path("vertices")) {
            String metrics = "/vertices/" + vertex.path("id").asText() + "/metrics";
            String names = StreamSupport.stream(get(metrics).spliterator(), false)
                    .map(metric -> metric.path("id").asText())
                    .filter(name -> name.endsWith(CACHE_USAGE))
                    .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
                    .collect(Collectors.joining(","));
            if (!names.isEmpty()) {
                for (JsonNode metric : get(metrics + "?get=" + names)) {
                    String subtask = metric.path("id").asText().split("\\.", 2)[0];
                    bySubtask.merge(subtask, metric.path("value").asDouble(), Math::max);
                }
            }
        }
        return (long)
                bySubtask.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The bytes that all tasks have sent to others of the job so far, in this process or another. */
    public long exchangedBytes() throws IOException, InterruptedException {
        long bytes = 0;
        for (JsonNode vertex : get("").path("vertices")) {
            bytes += vertex.path("metrics").path("write-bytes").asLong();
        }
        return bytes;
    }

    /** The records that the tasks have read so far whose names begin so. */
    public long readRecords(String task) throws IOException, InterruptedException {
        long records = 0;
        for (JsonNode vertex : get("").path("vertices")) {
            if (vertex.path("name").asText().startsWith(task)) {
                records += vertex.path("metrics").path("read-records").asLong();
            }
        }
        return records;
    }

    /** The number of the latest checkpoint that is complete; 0 before the first. */
    public long checkpoint() throws IOException, InterruptedException {
        return get("/checkpoints").path("latest").path("completed").path("id").asLong();
    }

    /** The bytes of state in the latest complete checkpoint, by task. */
    public Map<String, Long> stateBytes() throws IOException, InterruptedException {
        JsonNode tasks = get("/checkpoints/details/" + checkpoint()).path("tasks");
        Map<String, Long> bytes = new HashMap<>();
        for (JsonNode vertex : get("").path("vertices")) {
            JsonNode task = tasks.path(vertex.path("id").asText());
            bytes.put(vertex.path("name").asText(), task.path("state_size").asLong());
        }
        return bytes;
    }

    private static double largest(JsonNode metrics) {
        return StreamSupport.stream(metrics.spliterator(), false)
                .mapToDouble(metric -> metric.path("value").asDouble())
                .max()
                .orElse(0);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(job + path)).timeout(TIMEOUT).build();
        return JSON.readTree(
                CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
