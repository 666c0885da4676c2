package dev.tamis.training.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.tamis.training.file.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The trials that are done, a line of JSON each, only ever added to. Threads may share one. */
final class TrialLog {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Path file;

    TrialLog(Path file) {
        this.file = file;
    }

    /** The trials so far; none before the first. A line that a kill cut off does not count. */
    synchronized List<Trial> trials() throws IOException {
        Map<String, Trial> trials = new LinkedHashMap<>();
        int number = 0;
        for (String line : whole().lines().toList()) {
            number++;
            Trial trial = read(line, number);
            if (trials.put(trial.topology(), trial) != null) {
                throw damaged(number, "a second trial of " + trial.topology());
            }
        }
        return List.copyOf(trials.values());
    }

    private Trial read(String line, int number) throws IOException {
        try {
            return JSON.readValue(line, Trial.class);
        } catch (JsonProcessingException e) {
            throw damaged(number, e.getOriginalMessage());
        }
    }

    private IOException damaged(int number, String what) {
        return new IOException("%s is damaged in line %d: %s".formatted(file, number, what));
    }

    /** Adds a trial, in the place of a line that a kill cut off. */
    synchronized void add(Trial trial) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(whole().getBytes(StandardCharsets.UTF_8).length);
            channel.position(channel.size());
            channel.write(ByteBuffer.wrap((JSON.writeValueAsString(trial) + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw AtomicFiles.unwritable(file, e);
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
