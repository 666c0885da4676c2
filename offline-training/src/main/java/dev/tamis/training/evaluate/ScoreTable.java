package dev.tamis.training.evaluate;

import dev.tamis.training.file.AtomicFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Scores as a CSV file (RFC 4180): {@code path,label,score}, with every digit of a score. */
public final class ScoreTable {
    private ScoreTable() {}

    /** Writes the file over what stood there. */
    public static void write(List<ScoredImage> images, Path file) throws IOException {
        AtomicFiles.write(file, part -> {
            try (PrintWriter csv = new PrintWriter(Files.newBufferedWriter(part))) {
                csv.print("path,label,score\r\n");
                for (ScoredImage image : images) {
                    csv.print(
                            quoted(image.image().path()) + "," + image.image().label() + "," + image.score() + "\r\n");
                }
            }
        });
    }

    private static String quoted(String field) {
        return '"' + field.replace("\"", "\"\"") + '"';
    }
}
