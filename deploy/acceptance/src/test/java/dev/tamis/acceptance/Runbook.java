package dev.tamis.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of docs/runbook.md, run as an operator does, on a cluster with other ports and another folder. */
final class Runbook {
    private static final Pattern JOB = Pattern.compile(" : ([0-9a-f]{32}) : ");
    private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed\\. Path: (\\S+)");

    private final Path folder;
    private final Map<String, String> places = new TreeMap<>();

    /**
     * @param folder of the cluster
     * @param kafka where it answers
     */
    Runbook(Path folder, String kafka) {
        this.folder = folder;
        places.put("127.0.0.1:9092", kafka);
        places.put("$PWD", Launcher.HOME.toString());
    }

    /** The lines of its fenced blocks. */
    static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(Launcher.HOME.resolve("docs/runbook.md"))) {
            if (line.startsWith("```")) {
                inside = !inside;
            } else if (inside) {
                commands.add(line);
            }
        }
        return commands;
    }

    /** Runs a command, which must succeed, and returns all that it printed. */
    String run(String command) throws Exception {
        String words = command;
        for (Map.Entry<String, String> place : places.entrySet()) {
            words = words.replace(place.getKey(), place.getValue());
        }
        List<Object> arguments = new ArrayList<>(Arrays.asList((Object[]) words.split(" ")));
        if (!arguments.remove(0).equals("./tamis")) {
            throw new IllegalArgumentException("no command of Tamis: " + command);
        }
        if (arguments.get(0).equals("cluster")) {
            arguments.addAll(2, List.of("--dir", folder));
        }
        String printed = Launcher.run(arguments.toArray());
        remember("JOB", JOB, printed);
        remember("SAVEPOINT", SAVEPOINT, printed);
        return printed;
    }

    private void remember(String place, Pattern pattern, String printed) {
        Matcher matcher = pattern.matcher(printed);
        if (matcher.find()) {
            places.put(place, matcher.group(1));
        }
    }
}
