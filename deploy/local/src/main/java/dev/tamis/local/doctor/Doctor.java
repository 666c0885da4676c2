package dev.tamis.local.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.tamis.generator.load.PaintedUploads;
import dev.tamis.generator.load.Upload;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.ImageDecoder;
import dev.tamis.vision.image.UnreadableImageException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.RocksDB;

/**
 * Looks at what this machine has of what Tamis needs.
 *
 * @param detector the {@code detector.onnx} file that would be used
 */
public record Doctor(Path detector) {
    private static final int OLDEST_JAVA = 17;
    private static final long MEMORY_NEEDED = 3L << 30;
    private static final long DISK_NEEDED = 1L << 30;

    /** Looks at everything, in the order of a report. */
    public List<Finding> examine() {
        return List.of(java(), cores(), memory(), onnxRuntime(), decoder(), rocksDb(), model(), loopback(), disk());
    }

    private static Finding java() {
        Runtime.Version version = Runtime.version();
        String found =
                "%s, %s, in %s".formatted(version, System.getProperty("java.vendor"), System.getProperty("java.home"));
        return Finding.need(version.feature() >= OLDEST_JAVA, "Java", found, "install a JDK 17 or later");
    }

    private static Finding cores() {
        int cores = Runtime.getRuntime().availableProcessors();
        String found = "%d, %s %s".formatted(cores, System.getProperty("os.name"), System.getProperty("os.arch"));
        return Finding.ok("Cores", found);
    }

    private static Finding memory() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long total = system.getTotalMemorySize();
        String found = "%s, %s of it free; heap of this JVM at most %s"
                .formatted(
                        gib(total),
                        gib(system.getFreeMemorySize()),
                        gib(Runtime.getRuntime().maxMemory()));
        return Finding.need(total >= MEMORY_NEEDED, "Memory", found, "demo and up need " + gib(MEMORY_NEEDED));
    }

    private static Finding onnxRuntime() {
        try {
            return Finding.ok("ONNX Runtime", "providers " + String.join(", ", OnnxDetector.availableProviders()));
        } catch (LinkageError e) {
            return nativeProblem("ONNX Runtime", e);
        }
    }

    private static Finding decoder() {
        String what = "Leptonica";
        Upload upload = PaintedUploads.all().stream()
                .filter(painted -> painted.name().endsWith(".jpg"))
                .findFirst()
                .orElseThrow();
        try {
            byte[] file = upload.payload().read();
            var image = new ImageDecoder(DecodeLimits.DEFAULT).decode(file, 1);
            return Finding.ok(
                    what,
                    "decodes JPEG (%d x %d)"
                            .formatted(image.header().width(), image.header().height()));
        } catch (LinkageError e) {
            return nativeProblem(what, e);
        } catch (UnreadableImageException | IOException e) {
            return Finding.problem(what, "cannot decode a JPEG that was just made: " + e.getMessage());
        }
    }

    private static Finding rocksDb() {
        try {
            RocksDB.loadLibrary();
            return Finding.ok("RocksDB", RocksDB.rocksdbVersion().toString());
        } catch (LinkageError e) {
            return nativeProblem("RocksDB", e);
        }
    }

    private Finding model() {
        try (OnnxDetector loaded = OnnxDetector.load(detector)) {
            DetectorMetadata metadata = loaded.metadata();
            return Finding.ok(
                    "Detector",
                    "%s, SHA-256 %s, preprocessing %s as in this code, %s"
                            .formatted(
                                    metadata.id(),
                                    loaded.sha256(),
                                    metadata.preprocessing().fingerprint(),
                                    detector));
        } catch (UnusableDetectorException e) {
            return Finding.problem("Detector", e.getMessage() + "; name another with --model");
        } catch (LinkageError e) {
            return nativeProblem("Detector", e);
        }
    }

    private static Finding loopback() {
        InetAddress address = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, address);
                Socket client = new Socket(address, server.getLocalPort())) {
            return Finding.ok("Loopback", "%s accepts connections".formatted(client.getInetAddress()));
        } catch (IOException e) {
            return Finding.problem(
                    "Loopback", "no connection to %s: %s; Kafka and Flink need it".formatted(address, e));
        }
    }

    private static Finding disk() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            Files.delete(Files.createTempFile(folder, "tamis-", ".probe"));
            String found = "%s free in %s".formatted(gib(free), folder);
            return Finding.need(
                    free >= DISK_NEEDED, "Disk", found, "demo needs " + gib(DISK_NEEDED) + "; set -Djava.io.tmpdir");
        } catch (IOException e) {
            return Finding.problem("Disk", "cannot write in %s: %s; set -Djava.io.tmpdir".formatted(folder, e));
        }
    }

    private static Finding nativeProblem(String what, LinkageError failure) {
        return Finding.problem(
                what, "its native library does not load: %s; it needs 64-bit Linux with glibc".formatted(failure));
    }

    private static String gib(long bytes) {
        return "%.1f GiB".formatted(bytes / (double) (1L << 30));
    }
}
