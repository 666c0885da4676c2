package dev.tamis.benchmarks.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import one.convert.Arguments;
import one.convert.JfrToFlame;

/** What the JDK's Flight Recorder saw, as flame graphs for a browser. */
public final class FlameGraphs {
    private static final String RECORDING = ".jfr";

    private FlameGraphs() {}

    /**
     * Draws every recording in a folder and in those below it, beside the recording.
     *
     * @return the pages
     */
    public static List<Path> draw(Path folder) throws IOException {
        List<Path> recordings;
        try (Stream<Path> files = Files.walk(folder)) {
            recordings = files.filter(file -> file.toString().endsWith(RECORDING))
                    .sorted()
                    .toList();
        }
        List<Path> pages = new ArrayList<>();
        for (Path recording : recordings) {
            String name = recording.getFileName().toString();
            Path page = recording.resolveSibling(name.substring(0, name.length() - RECORDING.length()) + ".html");
            JfrToFlame.convert(
                    recording.toString(),
                    page.toString(),
                    new Arguments("--title", folder.relativize(recording).toString()));
            pages.add(page);
        }
        return List.copyOf(pages);
    }
}
