package dev.tamis.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/** A peer that is written for PyTorch: the scripts of this package, in a folder of their own. */
final class PyTorchScript implements AutoCloseable {
    private static final List<String> FILES = List.of("networks.py", "training_rate.py", "gradcam_rate.py");

    /** The two memory formats that PyTorch's documentation offers for convolutions on a CPU. */
    static final List<String> LAYOUTS = List.of("nchw", "channels_last");

    private final Path folder;
    private final String python;
    private final String script;

    /**
     * Unpacks the scripts.
     *
     * @param python a Python with PyTorch
     * @param script the one to run
     */
    PyTorchScript(String python, String script) throws IOException {
        this.python = python;
        this.script = script;
        this.folder = Files.createTempDirectory("tamis-pytorch");
        for (String file : FILES) {
            try (InputStream resource = PyTorchScript.class.getResourceAsStream(file)) {
                if (resource == null) {
                    throw new IllegalStateException(file + " is missing in this build");
                }
                Files.copy(resource, folder.resolve(file));
            }
        }
    }

    /** The figures in the last line that the script prints. */
    List<Double> run(int threads, List<String> arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(python, folder.resolve(script).toString()));
        command.addAll(arguments);
        try {
            return figures(threads, command);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; PyTorch is Debian's python3-torch", e);
        }
    }

    /** The figures in the last line that a measuring process prints. */
    static List<Double> figures(int threads, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of(
                        "OMP_NUM_THREADS", Integer.toString(threads),
                        "MALLOC_MMAP_MAX_", "0", // as ./tamis train does
                        "MALLOC_TRIM_THRESHOLD_", "17179869184"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("a measurement failed: " + String.join(" ", command));
        }
        String last = output.strip().lines().reduce("", (before, line) -> line);
        return List.of(last.split(" ")).stream().map(Double::valueOf).toList();
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
    }
}
