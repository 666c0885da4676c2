package dev.tamis.training;

import dev.tamis.training.dataset.ImageLoader;
import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.LoadedImages;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.evaluate.ScoredImage;
import dev.tamis.training.evaluate.Scorer;
import dev.tamis.vision.detector.Detector;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Option;

/** Where labelled images lie: the options of the commands that score them. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LabelledImages {
    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description = {
                "labelled images: a folder or an archive (zip, tar, tar.gz, tar.zst) of {REAL,FAKE}/* or {real,fake}/*,"
                        + " of one of the two, of {train,test}/{FAKE,REAL}/* or of several such sets; what dataset import"
                        + " wrote; a binary file of CIFAR-100 (*.bin)"
            })
    private Path data;

    @Option(
            names = "--split",
            description = "where the images have splits: ${COMPLETION-CANDIDATES}",
            defaultValue = "test")
    private Split split;

    /**
     * Reads the images.
     *
     * @param filters by which larger images are brought to the input's size beside the product's own way
     */
    LoadedImages load(PreprocessSpec preprocessing, Set<ResamplingFilter> filters)
            throws IOException, UnusableDataSetException {
        return load(data, preprocessing, split, filters);
    }

    static LoadedImages load(Path data, PreprocessSpec preprocessing, Split split, Set<ResamplingFilter> filters)
            throws IOException, UnusableDataSetException {
        try (ProgressBar bar = Progress.ofImages("Decode", -1)) {
            return new ImageLoader(preprocessing, split, filters, bar::step).load(data);
        }
    }

    static List<ScoredImage> score(Detector detector, ImageSet images) {
        try (ProgressBar bar = Progress.ofImages("Score", images.images().size())) {
            return Scorer.score(detector, images, bar::stepBy);
        }
    }
}
