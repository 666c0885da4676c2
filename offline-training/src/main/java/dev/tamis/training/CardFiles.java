package dev.tamis.training;

import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.report.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A detector's model card beside its file, as Markdown and for a browser. */
final class CardFiles {
    private CardFiles() {}

    /**
     * Writes both.
     *
     * @param markdown the card
     * @param detector the detector's file; the card has its name with another ending
     */
    static void write(String markdown, Path detector) throws IOException {
        String name = String.valueOf(detector.getFileName()).replaceFirst("\\.onnx$", "");
        AtomicFiles.write(detector.resolveSibling(name + ".md"), part -> Files.writeString(part, markdown));
        AtomicFiles.write(
                detector.resolveSibling(name + ".html"), part -> Files.writeString(part, MarkdownPage.of(markdown)));
    }
}
