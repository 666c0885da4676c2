package dev.tamis.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command of a document: a line of a fenced block that says it is one of {@code sh}.
 *
 * @param document relative to the repository's root
 * @param text the line, with those that continue it, as a shell takes it
 */
record DocumentedCommand(Path document, String text) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
    private static final Pattern WITH_ASSIGNMENTS = Pattern.compile("(?:[A-Z_]+=\\S+ )*(\\S+).*");

    /** Those of a document, in its order. */
    static List<DocumentedCommand> of(Path document) throws IOException {
        return blocks(document, "sh")
                .flatMap(block -> block.replaceAll("\\\\\n\\s*", "").lines())
                .map(line -> new DocumentedCommand(document, line))
                .toList();
    }

    /** The fenced blocks of a document in a language; the empty one is that of drawings and of what a command printed. */
    static Stream<String> blocks(Path document, String language) throws IOException {
        return BLOCK.matcher(Files.readString(Launcher.HOME.resolve(document)))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2));
    }

    /** What is run, without variables that are set for it. */
    String program() {
        Matcher matcher = WITH_ASSIGNMENTS.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no command: " + this);
        }
        return matcher.group(1);
    }

    /** Its words after the program, as a shell parts them. */
    List<String> arguments() throws IOException, InterruptedException {
        String words = text.substring(text.indexOf(program()) + program().length());
        Process shell = new ProcessBuilder("bash", "-c", "printf '%s\\0'" + words)
                .directory(Launcher.HOME.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (shell.waitFor() != 0) {
            throw new IOException("no shell takes it: " + this);
        }
        return printed.equals("\0") ? List.of() : List.of(printed.split("\0"));
    }

    @Override
    public String toString() {
        return document + ": " + text;
    }
}
