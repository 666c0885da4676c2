package dev.tamis.local.stack;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a JVM is started whose main class watches its {@linkplain ParentPipe standard input}.
 *
 * @param name what a list of processes shows
 * @param wrapper a command that runs the JVM, such as one that moves it to a network of its own; mostly none
 * @param flags of the JVM
 * @param classPath where its classes are
 * @param main the main class
 * @param arguments of the main class
 */
public record JvmCommand(
        String name, List<String> wrapper, List<String> flags, String classPath, String main, List<String> arguments) {
    /** Logs to standard error. */
    private static final String LOGGING = "-Dlog4j2.configurationFile=log4j2-child.xml";

    public JvmCommand {
        wrapper = List.copyOf(wrapper);
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
    }

    /** One with the class path of this JVM, which logs what this room's JVMs log. */
    public static JvmCommand ofThisClassPath(String name, List<String> flags, Class<?> main, List<String> arguments) {
        return new JvmCommand(
                name,
                List.of(),
                Stream.concat(flags.stream(), Stream.of(LOGGING)).toList(),
                System.getProperty("java.class.path"),
                main.getName(),
                arguments);
    }

    /** The same with other classes. */
    public JvmCommand withClassPath(String other) {
        return new JvmCommand(name, wrapper, flags, other, main, arguments);
    }

    /** The same, run by another command. */
    public JvmCommand wrappedIn(List<String> other) {
        return new JvmCommand(
                name, Stream.concat(other.stream(), wrapper.stream()).toList(), flags, classPath, main, arguments);
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        if (File.separatorChar == '/') {
            // Ctrl-C reaches every process of the terminal; the parts of a stack stop in order.
            words.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", name));
        }
        words.addAll(wrapper);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(flags);
        words.addAll(List.of("-cp", classPath, main));
        words.addAll(arguments);
        return words;
    }
}
