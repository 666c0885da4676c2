package dev.tamis.training.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The trials that are done, a line of JSON each, only ever added to. Threads may share one. */
public final class TrialLog {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Path file;

    private TrialLog(Path file) {
        this.file = file;
    }

    /** @param folder of a search */
    public static TrialLog in(Path folder) {
        return new TrialLog(folder.resolve("trials.jsonl"));
    }

    /** The trials so far; none before the first. A line that a kill cut off does not count. */
    public synchronized List<Trial> trials() throws IOException {
        List<Trial> trials = new ArrayList<>();
        for (String line : whole().lines().toList()) {
            trials.add(JSON.readValue(line, Trial.class));
        }
        return trials;
    }

    /** The trials of a plan so far. */
    public List<Trial> of(SearchPlan plan) throws IOException {
        return trials().stream().filter(plan::includes).toList();
    }

    /** Adds a trial, in the place of a line that a kill cut off. */
    synchronized void add(Trial trial) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(whole().getBytes(StandardCharsets.UTF_8).length);
            channel.position(channel.size());
            channel.write(ByteBuffer.wrap((JSON.writeValueAsString(trial) + "\n").getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** The whole lines. */
    private String whole() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }
}
