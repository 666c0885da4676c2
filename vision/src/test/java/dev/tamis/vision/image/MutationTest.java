package dev.tamis.vision.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * Damaged files give an image or a reason, within the limits of time and memory, and never another exception. Set the system
 * property {@code seed} to repeat a run; every file has a seed of its own, made of it.
 */
class MutationTest {
    private static final int FILES = 4000;

    /** Longest that any file may take, in time of the thread, which other programs of the machine cannot use up. */
    private static final Duration HANG = Duration.ofSeconds(2);

    /** Longest that the test waits for a thread that hangs. */
    private static final Duration WATCHDOG = Duration.ofMinutes(2);

    /** Bytes that a file may cost beside its pixels and copies: tables, rows, and what the libraries have of their own. */
    private static final long OVERHEAD = 16 << 20;

    private static final List<String> SAMPLES = List.of(
            "baseline.jpg",
            "progressive.jpg",
            "cmyk.jpg",
            "orientation6.jpg",
            "profile.jpg",
            "rgb.png",
            "interlaced.png",
            "rgba16.png",
            "palette-transparent.png",
            "still.gif",
            "interlaced.gif",
            "offset.gif",
            "rgb.bmp",
            "palette.bmp",
            "rle.bmp",
            "rgb565.bmp",
            "rgba.bmp",
            "lossy.webp",
            "lossless.webp",
            "lossy-alpha.webp",
            "animated.webp");

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * What one file cost.
     *
     * @param image whether it was one
     * @param cpu time of its thread
     * @param heap bytes that its thread allocated in Java, freed ones too
     * @param resident bytes by which it raised the process's peak of resident memory, native memory included
     */
    private record Cost(boolean image, Duration cpu, long heap, long resident) {
        static Cost of(byte[] file) {
            long resident = peakOfResidentMemory();
            long heap = THREADS.getCurrentThreadAllocatedBytes();
            long cpu = THREADS.getCurrentThreadCpuTime();
            boolean image = Decoding.succeeds(file);
            return new Cost(
                    image,
                    Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - cpu),
                    THREADS.getCurrentThreadAllocatedBytes() - heap,
                    peakOfResidentMemory() - resident);
        }
    }

    @Test
    void givesAnImageOrAReasonForAnyDamageWithinTheLimits() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("MutationTest: seed " + seed);
        ExecutorService executor = Executors.newSingleThreadExecutor(MutationTest::daemon);
        int rejections = 0;
        long heap = 0;
        Duration cpu = Duration.ZERO;
        try {
            for (int i = 0; i < FILES; i++) {
                String name = SAMPLES.get(i % SAMPLES.size());
                byte[] file = damaged(name, seed + i);
                Cost cost = cost(executor, file, "%s, damaged with seed %d".formatted(name, seed + i));
                rejections += cost.image ? 0 : 1;
                heap = Math.max(heap, cost.heap);
                cpu = cpu.compareTo(cost.cpu) > 0 ? cpu : cost.cpu;
            }
        } finally {
            executor.shutdownNow();
        }
        System.out.printf(
                "MutationTest: %d of %d rejected; at most %d ms and %,d bytes of heap for one%n",
                rejections, FILES, cpu.toMillis(), heap);
        assertThat(rejections).as("rejections of seed %d", seed).isBetween(FILES / 10, FILES);
    }

    private static byte[] damaged(String name, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String other = SAMPLES.get(random.nextInt(SAMPLES.size()));
        return new Mutations(random).damage(Samples.file(name), Samples.file(other));
    }

    private static Cost cost(ExecutorService executor, byte[] file, String what) throws InterruptedException {
        try {
            Cost cost = executor.submit(() -> Cost.of(file)).get(WATCHDOG.toSeconds(), TimeUnit.SECONDS);
            assertThat(cost.cpu).as(what).isLessThan(HANG);
            assertThat(cost.heap).as("heap, " + what).isLessThan(most(file));
            assertThat(cost.resident).as("resident memory, " + what).isLessThan(2 * most(file));
            return cost;
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(what + ": " + HexFormat.of().formatHex(file), e);
        }
    }

    /** What {@link DecodeLimits} promise of the pixels and the file, and the rest. */
    private static long most(byte[] file) {
        return 6 * Decoding.LIMITS.maxPixels() + 3L * file.length + OVERHEAD;
    }

    /** Peak of the process's resident memory in bytes, as Linux reports it. */
    private static long peakOfResidentMemory() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "decoding");
        thread.setDaemon(true);
        return thread;
    }
}
