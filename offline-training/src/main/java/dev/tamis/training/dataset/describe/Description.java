package dev.tamis.training.dataset.describe;

import dev.tamis.training.dataset.ImageSource;
import dev.tamis.training.dataset.Place;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.file.AtomicFiles;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A data set that was looked through: its figures, and the pages that show them. */
public final class Description {
    private static final int SCALE = 2;

    private final Survey survey;
    private final List<List<Place>> examples;
    private final LeakageReport report;

    private Description(Survey survey, List<ImageTraits> images) {
        this.survey = survey;
        this.examples = Examples.of(images);
        this.report = LeakageReport.of(images);
    }

    /**
     * Looks through a data set.
     *
     * @param onImage called after each file
     * @throws UnusableDataSetException where it has no image, or files that cannot be decoded
     */
    public static Description of(ImageSource source, Runnable onImage) throws IOException, UnusableDataSetException {
        Survey survey = new Survey(source);
        return new Description(survey, survey.traits(onImage));
    }

    public LeakageReport report() {
        return report;
    }

    /** Writes {@code leakage.html} and {@code contact-sheet.png}; reads the images that they show once more. */
    public void write(Path folder) throws IOException {
        List<TwinPair> twins = LeakagePage.shown(report);
        Set<Place> places = new HashSet<>();
        examples.forEach(places::addAll);
        twins.forEach(pair -> places.addAll(List.of(pair.first(), pair.second())));
        Map<Place, RgbImage> pixels = survey.pixels(places);
        byte[] sheet = PngEncoder.encode(new ContactSheet(PreprocessSpec.CIFAKE.width(), SCALE)
                .of(examples.stream()
                        .map(row -> row.stream().map(pixels::get).toList())
                        .toList()));
        String page = new LeakagePage(report, sheet, pixels).html();
        AtomicFiles.write(folder.resolve("contact-sheet.png"), part -> Files.write(part, sheet));
        AtomicFiles.write(folder.resolve("leakage.html"), part -> Files.writeString(part, page));
    }
}
