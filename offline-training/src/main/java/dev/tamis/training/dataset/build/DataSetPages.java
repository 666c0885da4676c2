package dev.tamis.training.dataset.build;

import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.file.Sha256;
import dev.tamis.training.report.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The pages that go with a built data set: its card, and its description in Croissant 1.0, the JSON-LD vocabulary of MLCommons
 * for data sets (docs.mlcommons.org/croissant).
 */
public final class DataSetPages {
    static final String CARD = "README.md";
    static final String CROISSANT = "croissant.json";

    /**
     * A key under which the generator noted something.
     *
     * @param type in schema.org's words
     */
    record Remark(String name, String type) {
        private static final Predicate<String> WORD = Pattern.compile("\\w+").asMatchPredicate();

        /** The keys of all entries, in alphabetical order; those that are no words are left out. */
        static List<Remark> of(List<ManifestEntry> entries) {
            Map<String, Boolean> whole = new TreeMap<>();
            for (ManifestEntry entry : entries) {
                entry.remarks().forEach((name, value) -> whole.merge(name, isWhole(value), Boolean::logicalAnd));
            }
            return whole.entrySet().stream()
                    .filter(remark -> WORD.test(remark.getKey()))
                    .map(remark -> new Remark(remark.getKey(), remark.getValue() ? "sc:Integer" : "sc:Text"))
                    .toList();
        }

        private static boolean isWhole(Object value) {
            return value instanceof Integer || value instanceof Long;
        }
    }

    private DataSetPages() {}

    /**
     * Writes both beside the manifest.
     *
     * @param today the date of publication
     */
    public static void write(List<ManifestEntry> entries, Path folder, LocalDate today) throws IOException {
        Path manifest = folder.resolve(Manifest.FILE);
        Map<String, Object> values = Map.of(
                "images", entries.size(),
                "counts", ClassCount.of(entries),
                "models", models(entries),
                "remarks", Remark.of(entries),
                "quality", DataSetBuilder.JPEG_QUALITY,
                "manifestSha256", Sha256.of(Files.readAllBytes(manifest)),
                "manifestSize", Files.size(manifest) + " B",
                "date", today);
        for (String page : List.of(CARD, CROISSANT)) {
            String text = Template.text(DataSetPages.class, page + ".mustache", values);
            AtomicFiles.write(folder.resolve(page), part -> Files.writeString(part, text));
        }
    }

    /** The generators that the manifest names. */
    private static List<String> models(List<ManifestEntry> entries) {
        TreeSet<String> models = new TreeSet<>();
        for (ManifestEntry entry : entries) {
            if (entry.remarks().get("model") instanceof String model) {
                models.add(model);
            }
        }
        return List.copyOf(models);
    }
}
