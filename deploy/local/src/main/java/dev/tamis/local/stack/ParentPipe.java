package dev.tamis.local.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The end of a pipe from the JVM that started this one, in a {@link ChildJvm}. It ends with that JVM, however it ends. */
final class ParentPipe {
    private ParentPipe() {}

    /**
     * Watches the pipe in a thread of its own.
     *
     * @param onLine told of each line
     * @param onEnd what to do when the pipe ends
     */
    static void watch(InputStream pipe, Consumer<String> onLine, Runnable onEnd) {
        Thread watch = new Thread(
                () -> {
                    try (BufferedReader reader =
                            new BufferedReader(new InputStreamReader(pipe, StandardCharsets.UTF_8))) {
                        reader.lines().forEach(onLine);
                    } catch (IOException | RuntimeException e) {
                        // A broken pipe is an end, too.
                    }
                    onEnd.run();
                },
                "watch-parent");
        watch.setDaemon(true);
        watch.start();
    }
}
