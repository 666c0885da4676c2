package dev.tamis.training;

import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.evaluate.EvaluationPage;
import dev.tamis.training.explain.BalancedChoice;
import dev.tamis.training.explain.ExplainedImage;
import dev.tamis.training.explain.ExplainedNetwork;
import dev.tamis.training.explain.Gallery;
import dev.tamis.training.explain.LayerMaps;
import dev.tamis.training.explain.MapMethod;
import dev.tamis.training.explain.MapSource;
import dev.tamis.training.export.DetectorBuild;
import dev.tamis.training.report.Page;
import dev.tamis.training.report.Template;
import dev.tamis.training.train.EpochRecord;
import dev.tamis.training.train.LearningCurves;
import dev.tamis.training.train.RunFolder;
import dev.tamis.training.train.TrainingFailedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A training run as a page for a browser: how it went, what its network reaches and where it looks. The gallery shows images of
 * the data set, so mind whose they are.
 */
final class TrainingPage {
    private static final BalancedChoice SHOWN = new BalancedChoice(24, 1);

    private TrainingPage() {}

    /**
     * The page's HTML.
     *
     * @param pack what the run was trained on; images of its test split are shown
     * @param detector made of its best epoch
     */
    static String of(RunFolder run, ImagePack pack, DetectorBuild detector)
            throws IOException, TrainingFailedException {
        List<EpochRecord> log = run.log();
        ExplainedNetwork network =
                new ExplainedNetwork(run.best(), run.plan().architecture().input());
        List<String> layers = network.layers();
        List<MapSource> sources = List.of(new LayerMaps(MapMethod.GRAD_CAM, layers.get(layers.size() - 1)));
        List<ExplainedImage> shown =
                network.explain(SHOWN.from(ImageSet.of(pack, pack.rows(Split.TEST))), sources, images -> {});
        Map<String, Object> values = Map.ofEntries(
                Map.entry("plan", run.plan()),
                Map.entry("isSmoothed", run.plan().recipe().labelSmoothing() > 0),
                Map.entry("isAveraged", run.plan().recipe().averaging() > 0),
                Map.entry("keepsStart", run.plan().recipe().keptStart() > 0),
                Map.entry("epochs", log.size()),
                Map.entry("endedEarly", log.size() < run.plan().recipe().epochs()),
                Map.entry("best", RunFolder.best(log)),
                Map.entry("learning", LearningCurves.charts(log)),
                Map.entry(
                        "printed",
                        run.plan().architecture().printed().stream().boxed().toList()),
                Map.entry("evaluation", EvaluationPage.body(detector.evaluation())),
                Map.entry("gallery", new Gallery(sources.size()).html(sources, shown)));
        return Page.of(detector.metadata().id(), Template.html(TrainingPage.class, "training.html.mustache", values));
    }
}
