package dev.tamis.console.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of detectors: {@code NAME.onnx} files with, beside each, its card {@code NAME.md} and its evaluation {@code NAME.json}.
 * Files may come and go while it is used.
 *
 * <p>Safe for use by several threads.
 */
public final class DetectorFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DetectorFolder.class);
    private static final String ENDING = ".onnx";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final URI seenByJob;
    /** By path; loading one takes its time. */
    private final Map<Path, Loaded> loaded = new HashMap<>();

    private record Loaded(
            FileTime changed, long bytes, @Nullable DetectorFile file) {}

    /**
     * @param folder that this process reads
     * @param seenByJob where the job's TaskManagers find the same folder
     */
    public DetectorFolder(Path folder, URI seenByJob) {
        this.folder = folder.toAbsolutePath().normalize();
        this.seenByJob = seenByJob;
    }

    /** Those that can be used, by file name. */
    public synchronized List<DetectorFile> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> paths;
        try (Stream<Path> files = Files.list(folder)) {
            paths = files.filter(path -> path.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
        loaded.keySet().retainAll(paths);
        List<DetectorFile> usable = new ArrayList<>();
        for (Path path : paths) {
            DetectorFile file = load(path);
            if (file != null) {
                usable.add(file);
            }
        }
        return usable;
    }

    /** The one with this SHA-256. */
    public Optional<DetectorFile> find(String sha256) throws IOException {
        return all().stream().filter(file -> file.sha256().equals(sha256)).findFirst();
    }

    /** Where the job finds a detector. */
    public URI uri(DetectorFile file) {
        String base = seenByJob.toString();
        String name = URLEncoder.encode(file.path().getFileName().toString(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        return URI.create((base.endsWith("/") ? base : base + "/") + name);
    }

    private @Nullable DetectorFile load(Path path) throws IOException {
        FileTime changed = Files.getLastModifiedTime(path);
        long bytes = Files.size(path);
        Loaded before = loaded.get(path);
        if (before != null && before.bytes == bytes && before.changed.equals(changed)) {
            return before.file;
        }
        DetectorFile file = null;
        try (OnnxDetector detector = OnnxDetector.load(path)) {
            file = new DetectorFile(path, detector.sha256(), detector.metadata(), card(path), evaluation(path));
        } catch (UnusableDetectorException e) {
            LOG.warn("Left out a detector: {}", e.getMessage());
        }
        loaded.put(path, new Loaded(changed, bytes, file));
        return file;
    }

    private static @Nullable String card(Path path) throws IOException {
        Path card = beside(path, ".md");
        if (!Files.exists(card)) {
            return null;
        }
        var extensions = List.of(TablesExtension.create());
        String html = HtmlRenderer.builder()
                .extensions(extensions)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .build()
                .render(Parser.builder().extensions(extensions).build().parse(Files.readString(card)));
        return html.replaceAll("<th([^>]*)></th>", "<td$1></td>"); // a header that says nothing is none
    }

    private static @Nullable JsonNode evaluation(Path path) throws IOException {
        Path evaluation = beside(path, ".json");
        return Files.exists(evaluation) ? JSON.readTree(evaluation.toFile()) : null;
    }

    private static Path beside(Path path, String ending) {
        String name = path.getFileName().toString();
        return path.resolveSibling(name.substring(0, name.length() - ENDING.length()) + ending);
    }
}
