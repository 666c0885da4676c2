package dev.tamis.benchmarks.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The process of a service. */
final class RunningService implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int LOG_TAIL_LINES = 15;

    private static final String RECORDING = "flame";

    private final Service service;
    private final Path log;
    private final Process process;

    private RunningService(Service service, Path log, Process process) {
        this.service = service;
        this.log = log;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-service"));
    }

    static RunningService start(Service service, Service.Run run) throws IOException {
        Path log = run.folder().resolve("service.log");
        Process process = new ProcessBuilder(service.maker().command(run))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new RunningService(service, log, process);
    }

    /**
     * Waits until something is so.
     *
     * @throws IOException with the end of what the service said, where it has ended or this takes too long
     */
    void require(BooleanSupplier condition, Duration patience) throws IOException, InterruptedException {
        long limit = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > limit) {
                break;
            }
            Thread.sleep(LOOK.toMillis());
        }
        if (!process.isAlive() || !condition.getAsBoolean()) {
            throw new IOException("%s %s; the end of what it said:%n%s"
                    .formatted(service.name(), process.isAlive() ? "gave no verdict" : "has ended", tail()));
        }
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    }

    /** Time of a core that it took so far. */
    Duration cpu() {
        return cpu(process.toHandle());
    }

    /** Lets the JDK's Flight Recorder begin. */
    void startRecording() throws IOException, InterruptedException {
        jcmd("JFR.start", "name=" + RECORDING, "settings=profile");
    }

    /** Lets it write what it saw. */
    void stopRecording(Path file) throws IOException, InterruptedException {
        jcmd("JFR.stop", "name=" + RECORDING, "filename=" + file.toAbsolutePath());
    }

    private void jcmd(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process.pid())));
        line.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("%s of %s failed: %s".formatted(command[0], service.name(), said.strip()));
        }
    }

    /** Time of a core that its compiler took so far, as Linux counts it; none where it is not a JVM. */
    Duration compiling() throws IOException {
        return ThreadTimes.of(process.toHandle()).of(ThreadTimes.COMPILER);
    }

    /** Time of a core that a process took so far. */
    static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
