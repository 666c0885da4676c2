package dev.tamis.cluster.process;

import dev.tamis.local.stack.Installation;
import dev.tamis.stream.ModerationOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The job of a cluster, as Flink's own command line submits and stops it. */
public final class ClusterJob {
    /** What {@code flink stop} says. */
    private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed\\. Path: (\\S+)");

    private final ClusterSettings settings;
    private final FlinkRest flink;
    private final FlinkCommandLine commandLine;

    public ClusterJob(ClusterSettings settings) throws IOException {
        this.settings = settings;
        this.flink = FlinkRest.of(settings);
        this.commandLine = FlinkCommandLine.of(settings);
    }

    /** Submits it where there is none. */
    void ensure() throws IOException, InterruptedException {
        if (flink.job().isEmpty()) {
            submit(List.of());
        }
    }

    /**
     * Stops the job with a savepoint, and lets it go on from there with another number of subtasks.
     *
     * @return the savepoint
     * @throws IOException where there is no job, or Flink does not do it
     */
    public String rescale(int parallelism) throws IOException, InterruptedException {
        String savepoint = stop();
        submit(List.of("--fromSavepoint", savepoint, "--parallelism", String.valueOf(parallelism)));
        return savepoint;
    }

    private String stop() throws IOException, InterruptedException {
        String job = flink.job()
                .orElseThrow(() -> new IOException("there is no job"))
                .id();
        List<String> answer = commandLine.require(List.of("stop", job));
        return answer.stream()
                .map(SAVEPOINT::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1))
                .findFirst()
                .orElseThrow(() -> new IOException("flink stop names no savepoint: " + String.join("\n", answer)));
    }

    private void submit(List<String> options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("run", "--detached"));
        words.addAll(options);
        words.add(new Installation(settings.home()).jobJar().toString());
        option(words, ModerationOptions.BOOTSTRAP_SERVERS.key(), settings.bootstrapServers());
        option(words, ModerationOptions.DETECTOR_PATH.key(), settings.detector().toString());
        settings.options().forEach((key, value) -> option(words, key, value));
        commandLine.require(words);
    }

    private static void option(List<String> words, String key, String value) {
        words.add("--" + key);
        words.add(value);
    }
}
