package dev.tamis.cluster.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs in namespaces of its own: writes, a line each, whether a broker reaches it before, while and after it is cut off, and whether a disk fills. */
final class IsolationTrial {
    private static final String HERE = "10.99.0.1";
    private static final int MEBIBYTES = 4;
    private static final int MOST_TRIALS = 20;
    private static final long BETWEEN_TRIALS_MILLIS = 500;

    private IsolationTrial() {}

    /** @param arguments the folder to write to */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<String> lines = new ArrayList<>();
        Isolation.connect(List.of("10.99.0.11", "10.99.0.12"), HERE);
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getByName(HERE))) {
            int port = server.getLocalPort();
            lines.add("whole: " + reaches("kafka-1", port) + " " + reaches("kafka-2", port));
            Isolation.cut("kafka-1");
            lines.add("cut off: " + reaches("kafka-1", port) + " " + reaches("kafka-2", port));
            Isolation.heal("kafka-1");
            lines.add("healed: " + reachesInTime("kafka-1", port) + " " + reaches("kafka-2", port));
        }
        Path disk = folder.resolve("disk");
        Isolation.mountDisk(disk, MEBIBYTES);
        lines.add("disk: " + fill(disk.resolve("ballast")));
        Files.write(folder.resolve("trial"), lines);
    }

    /** A network that is whole again takes a moment to know it. */
    private static boolean reachesInTime(String broker, int port) throws Exception {
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            if (reaches(broker, port)) {
                return true;
            }
            Thread.sleep(BETWEEN_TRIALS_MILLIS);
        }
        return false;
    }

    private static boolean reaches(String broker, int port) throws Exception {
        return new ProcessBuilder(
                                "ip",
                                "netns",
                                "exec",
                                broker,
                                "timeout",
                                "3",
                                "bash",
                                "-c",
                                "exec 3<>/dev/tcp/%s/%d".formatted(HERE, port))
                        .start()
                        .waitFor()
                == 0;
    }

    /** How many MiB fit. */
    private static int fill(Path file) throws IOException {
        int written = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            while (written <= MEBIBYTES) {
                out.write(new byte[1 << 20]);
                written++;
            }
        } catch (IOException full) {
            return written;
        }
        return written;
    }
}
