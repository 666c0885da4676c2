package dev.tamis.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs commands of the documents as an operator does, on a cluster with other ports and another folder. */
final class Operator {
    private static final Pattern JOB = Pattern.compile(" : ([0-9a-f]{32}) : ");
    private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed\\. Path: (\\S+)");
    private static final Pattern KAFKA = Pattern.compile("Kafka .* brokers: (\\S+)");

    private final Path folder;
    private final Map<String, String> environment;
    private final Map<String, String> places = new TreeMap<>();

    /**
     * @param folder of the cluster
     * @param environment of every command
     */
    Operator(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Says what stands for a word in capitals or an address of the documents. */
    Operator with(String place, Object value) {
        places.put(place, value.toString());
        return this;
    }

    /** Runs a command of {@code ./tamis}, which must succeed, and returns all that it printed. */
    String run(DocumentedCommand command) throws Exception {
        List<Object> arguments = new ArrayList<>();
        for (String word : command.arguments()) {
            String meant = word;
            for (Map.Entry<String, String> place : places.entrySet()) {
                meant = meant.replace(place.getKey(), place.getValue());
            }
            arguments.add(meant);
        }
        if (arguments.get(0).equals("cluster")) {
            arguments.addAll(2, List.of("--dir", folder));
            if (arguments.get(1).equals("up")) {
                arguments.add("--any-ports");
            }
        }
        String printed = Launcher.run(environment, arguments.toArray());
        remember("JOB", JOB, printed);
        remember("SAVEPOINT", SAVEPOINT, printed);
        remember("127.0.0.1:9092", KAFKA, printed);
        remember("HOST:PORT", KAFKA, printed);
        return printed;
    }

    private void remember(String place, Pattern pattern, String printed) {
        Matcher matcher = pattern.matcher(printed);
        if (matcher.find()) {
            places.put(place, matcher.group(1));
        }
    }
}
