package dev.tamis.training.dataset.build;

import dev.tamis.training.dataset.OrderedTasks;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.dataset.build.BuildPlan.PlannedImage;
import dev.tamis.training.dataset.build.ManifestEntry.Source;
import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.file.FolderLock;
import dev.tamis.training.file.Sha256;
import dev.tamis.vision.image.JpegEncoder;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Builds a data set: every source, photograph or generated, through one preprocessing and one JPEG encoder, so that neither
 * tells the classes apart.
 *
 * <p>A photograph is CIFAKE's own file up to the colour: libjpeg-turbo halves it by the mean of four pixels, libjpeg from
 * version 7 on, with which CIFAKE was made, by a cosine transform of 16 x 16. All coefficients of the brightness are the same.
 *
 * <p>A build that was stopped, be it by a full disk, goes on: a file counts as done when it and its source still have the
 * hashes that were noted. The manifest comes last, so that a data set with a manifest is whole.
 */
public final class DataSetBuilder {
    /** What CIFAKE's files have. */
    static final int JPEG_QUALITY = 75;

    private final Preprocessor preprocessor;
    private final Path folder;
    private final Runnable onImage;

    /**
     * Makes a builder.
     *
     * @param folder where the data set goes: a new or empty folder, or one that this builder has worked in
     * @param onImage called after each image, in order
     */
    public DataSetBuilder(Preprocessor preprocessor, Path folder, Runnable onImage) {
        this.preprocessor = preprocessor;
        this.folder = folder;
        this.onImage = onImage;
    }

    /**
     * Builds.
     *
     * @throws UnusableDataSetException where the folder holds something else or a build from other sources, which stays as it
     *     is; or where sources cannot be read: all others are built then, and the next build has only these to do
     */
    public BuildSummary run(BuildPlan plan) throws IOException, UnusableDataSetException {
        try (FolderLock alone = FolderLock.of(folder);
                BuildJournal journal = BuildJournal.open(folder)) {
            requireSameSources(plan, journal);
            journal.begin();
            removeParts();
            Tally tally = new Tally(journal);
            try (OrderedTasks<Outcome> tasks = new OrderedTasks<>(tally::add)) {
                for (PlannedImage image : plan.images()) {
                    tasks.submit(() -> build(image, journal.entry(image.place().path())));
                }
                tasks.finish();
            }
            BuildSummary summary = tally.requireWhole();
            Manifest.write(summary.entries(), folder);
            journal.discard();
            return summary;
        }
    }

    /** Before anything is written: what was built before must come of this plan. */
    private void requireSameSources(BuildPlan plan, BuildJournal journal) throws IOException, UnusableDataSetException {
        Set<String> others = new TreeSet<>(journal.paths());
        try (OrderedTasks<Optional<ManifestEntry>> tasks =
                new OrderedTasks<>(same -> same.ifPresent(entry -> others.remove(entry.path())))) {
            for (PlannedImage image : plan.images()) {
                Optional<ManifestEntry> before = journal.entry(image.place().path());
                if (before.isPresent()) {
                    tasks.submit(() -> isBuiltFrom(image.source(), before.get()) ? before : Optional.empty());
                }
            }
            tasks.finish();
        }
        if (!others.isEmpty()) {
            throw new UnusableDataSetException(
                    "%s was built from other sources: %,d of its files, the first %s; build into another folder"
                            .formatted(folder, others.size(), others.iterator().next()));
        }
    }

    private static boolean isBuiltFrom(SourceImage source, ManifestEntry before) throws IOException {
        return before.isOf(source, origin(source, source.read()));
    }

    private static Source origin(SourceImage source, byte[] bytes) {
        return new Source(source.name(), Sha256.of(bytes));
    }

    /** A kill may leave the beginning of a file under the name that {@link AtomicFiles} gives it. */
    private void removeParts() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path part :
                    files.filter(file -> file.toString().endsWith(".part")).toList()) {
                Files.delete(part);
            }
        }
    }

    private Outcome build(PlannedImage image, Optional<ManifestEntry> before) throws IOException {
        Path file = folder.resolve(image.place().path());
        if (before.isPresent() && Files.exists(file)) {
            if (Sha256.of(Files.readAllBytes(file)).equals(before.get().sha256())) {
                return new Reused(before.get());
            }
        }
        SourceImage source = image.source();
        byte[] bytes = source.read();
        try {
            byte[] jpeg = JpegEncoder.encode(source.pixels(bytes, preprocessor), JPEG_QUALITY);
            write(jpeg, file);
            return new Written(new ManifestEntry(
                    image.place().path(),
                    Sha256.of(jpeg),
                    source.split(),
                    source.label(),
                    source.subject(),
                    origin(source, bytes),
                    source.remarks()));
        } catch (UnreadableImageException e) {
            return new Refused(source.name() + ": " + e.reason() + ", " + e.getMessage());
        }
    }

    private static void write(byte[] jpeg, Path file) throws IOException {
        AtomicFiles.write(file, part -> Files.write(part, jpeg));
    }

    /** What became of a planned image. */
    private sealed interface Outcome {}

    private record Written(ManifestEntry entry) implements Outcome {}

    private record Reused(ManifestEntry entry) implements Outcome {}

    private record Refused(String reason) implements Outcome {}

    /** What became of the images so far. */
    private final class Tally {
        private final BuildJournal journal;
        private final List<ManifestEntry> entries = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private int reused;

        Tally(BuildJournal journal) {
            this.journal = journal;
        }

        void add(Outcome outcome) throws IOException {
            if (outcome instanceof Written written) {
                journal.append(written.entry);
                entries.add(written.entry);
            } else if (outcome instanceof Reused untouched) {
                entries.add(untouched.entry);
                reused++;
            } else if (outcome instanceof Refused unusable) {
                refused.add(unusable.reason);
            }
            onImage.run();
        }

        BuildSummary requireWhole() throws UnusableDataSetException {
            if (!refused.isEmpty()) {
                throw new UnusableDataSetException(
                        "%d generated images cannot be used; mend their files and build again, which keeps what is built, or leave them out and build into another folder:%n%s"
                                .formatted(refused.size(), String.join(System.lineSeparator(), refused)));
            }
            return new BuildSummary(entries, reused);
        }
    }
}
