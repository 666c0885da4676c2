package dev.tamis.cluster.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Namespaces of Linux in which a command does to networks and disks what it may not do to the machine's: in them its user is root,
 * and they go with the last process in them (unshare(1), namespaces(7)).
 */
public final class Isolation {
    private static final String INSIDE = "TAMIS_ISOLATED";
    private static final List<String> UNSHARE = List.of("unshare", "--user", "--map-root-user", "--mount", "--net");

    private Isolation() {}

    /** Whether this process is in namespaces of its own. */
    public static boolean inside() {
        return System.getenv(INSIDE) != null;
    }

    /** Whether this machine gives them. */
    public static boolean possible() {
        List<String> trial = new ArrayList<>(UNSHARE);
        trial.addAll(List.of("ip", "link", "add", "tamis", "type", "bridge"));
        try {
            run(trial);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Runs a command in namespaces of its own, with this process's input and output.
     *
     * @return its exit code
     */
    public static int enter(List<String> command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(UNSHARE);
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
        builder.environment().put(INSIDE, "1");
        return builder.start().waitFor();
    }

    /**
     * Gives each broker a network namespace {@code kafka-N} with its address, all of them on one bridge with this process.
     *
     * @param addresses of the brokers, by number
     */
    public static void connect(List<String> addresses, String here) throws IOException {
        ip("link", "set", "lo", "up");
        // ip netns keeps its names in a folder that is root's.
        run(List.of("mount", "-t", "tmpfs", "tmpfs", "/run"));
        Files.createDirectories(Path.of("/run/netns"));
        ip("link", "add", "tamis", "type", "bridge");
        ip("addr", "add", here + "/24", "dev", "tamis");
        ip("link", "set", "tamis", "up");
        for (int broker = 1; broker <= addresses.size(); broker++) {
            String name = "kafka-" + broker;
            ip("netns", "add", name);
            ip("link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name);
            ip("link", "set", name, "master", "tamis", "up");
            ip("-n", name, "addr", "add", addresses.get(broker - 1) + "/24", "dev", "eth0");
            ip("-n", name, "link", "set", "eth0", "up");
            ip("-n", name, "link", "set", "lo", "up");
        }
    }

    /** Gives a folder a disk of its own. */
    public static void mountDisk(Path folder, int mebibytes) throws IOException {
        Files.createDirectories(folder);
        run(List.of("mount", "-t", "tmpfs", "-o", "size=%dm".formatted(mebibytes), "tmpfs", folder.toString()));
    }

    /** Cuts a broker off from all others. */
    public static void cut(String broker) throws IOException {
        ip("link", "set", broker, "down");
    }

    /** Connects a broker again. */
    public static void heal(String broker) throws IOException {
        ip("link", "set", broker, "up");
    }

    private static void ip(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        run(command);
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("%s: %s".formatted(String.join(" ", command), said.strip()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in " + command, e);
        }
    }
}
