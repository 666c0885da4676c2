package dev.tamis.training.export;

import dev.tamis.training.network.Architectures;
import dev.tamis.training.network.Recipe;
import dev.tamis.training.report.Template;
import dev.tamis.training.train.RunFolder;
import dev.tamis.training.train.TrainingPlan;
import dev.tamis.training.train.TrainingRows;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The page that goes with a detector file: what it is, what it was made of, how good it is and what it is not good for.
 *
 * @param plan of the training
 * @param data {@linkplain dev.tamis.training.dataset.DataSetHash hash} of all images of the pack
 * @param epoch that was chosen
 * @param rows which images it learned from, and which chose epoch, temperature and thresholds
 * @param decided how many images that people decided on were added to the data set; 0 where it is no retraining
 */
public record ModelCard(TrainingPlan plan, String data, int epoch, TrainingRows rows, int decided) {
    private static final String TEMPLATE = "detector.md.mustache";

    /**
     * The card of what a run gave.
     *
     * @param rows which images it learned from and was validated with
     * @param decided as above
     */
    public static ModelCard ofRun(RunFolder run, TrainingRows rows, int decided) throws IOException {
        return new ModelCard(run.plan(), run.data(), RunFolder.best(run.log()).epoch(), rows, decided);
    }

    /**
     * Writes the page.
     *
     * @return Markdown
     */
    public String of(DetectorBuild detector) {
        Map<String, Object> values = Map.ofEntries(
                Map.entry("metadata", detector.metadata()),
                Map.entry("fingerprint", detector.metadata().preprocessing().fingerprint()),
                Map.entry("parameters", detector.parameters()),
                Map.entry("temperature", detector.metadata().calibration().temperature()),
                Map.entry("evaluation", detector.evaluation()),
                Map.entry("parity", detector.parity()),
                Map.entry("probabilityDifference", scientific(detector.parity().probability())),
                Map.entry("heatmapDifference", scientific(detector.parity().heatmap())),
                Map.entry("architecture", plan.architecture()),
                Map.entry("data", data),
                Map.entry("references", references()),
                Map.entry("fresh", plan.startsAfresh()),
                Map.entry("start", plan.start()),
                Map.entry(
                        "keptStart",
                        plan.recipe().keptStart() > 0 ? List.of(plan.recipe().keptStart()) : List.of()),
                Map.entry("decided", decided == 0 ? List.of() : List.of(decided)),
                Map.entry("recipe", plan.recipe()),
                Map.entry("history", plan.recipe().augmentation() == Recipe.Augmentation.HISTORY),
                Map.entry("twinsKept", plan.twins() == TrainingPlan.TestTwins.KEPT),
                Map.entry("command", command(detector.metadata().id())),
                Map.entry("epoch", epoch),
                Map.entry("epochs", plan.recipe().epochs()),
                Map.entry("trainingImages", rows.training().size()),
                Map.entry("validationImages", rows.validation().size()));
        return Template.text(ModelCard.class, TEMPLATE, values);
    }

    /** Of the data set and of the network. */
    private List<String> references() {
        return Stream.concat(Stream.of(Architectures.BIRD_LOTFI), plan.architecture().sources().stream())
                .distinct()
                .toList();
    }

    /** The command that trains this network again. */
    private String command(String id) {
        Recipe recipe = plan.recipe();
        return String.join(
                " ",
                source(id),
                "--epochs " + recipe.epochs(),
                "--batch " + recipe.batchSize(),
                "--method " + recipe.method(),
                "--learning-rate " + recipe.learningRate(),
                "--schedule " + recipe.schedule(),
                "--weight-decay " + recipe.weightDecay(),
                "--label-smoothing " + recipe.labelSmoothing(),
                "--averaging " + recipe.averaging(),
                "--augmentation " + recipe.augmentation(),
                "--patience " + recipe.patience(),
                "--keep-start " + recipe.keptStart(),
                "--validation " + plan.validationShare(),
                "--seed " + plan.seed());
    }

    private String source(String id) {
        if (decided > 0) {
            return "./tamis retrain --model FILE --data PACK --decisions DIR --out DIR";
        }
        String start = plan.startsAfresh() ? "" : " --from FILE";
        return "./tamis train --data PACK --out DIR" + start + " --id " + id + " --twins " + plan.twins()
                + " --network " + plan.network();
    }

    private static String scientific(double value) {
        return String.format(Locale.ROOT, "%.1e", value);
    }
}
