package dev.tamis.console.store;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The main class of a JVM that keeps a {@link LocalPostgres} running for others than the console that uses it. It ends when its
 * standard input does, and with the server where that one ends first.
 */
public final class PostgresProcess {
    private PostgresProcess() {}

    /**
     * Runs it.
     *
     * @param arguments the folder of its data and its port
     */
    public static void main(String[] arguments) throws Exception {
        try (LocalPostgres server = LocalPostgres.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
            server.onEnd(() -> Runtime.getRuntime().halt(1));
            System.out.println("ready");
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (input.readLine() != null) {
                // Nothing is said.
            }
        }
        System.exit(0);
    }
}
