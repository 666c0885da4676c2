package dev.tamis.training.export;

import dev.tamis.training.network.Recipe;
import dev.tamis.training.report.Template;
import dev.tamis.training.train.TrainingPlan;
import dev.tamis.training.train.TrainingRows;
import java.util.Locale;
import java.util.Map;

/**
 * The page that goes with a detector file: what it is, what it was made of, how good it is and what it is not good for.
 *
 * @param plan of the training
 * @param epoch that was chosen
 * @param rows which images it learned from, and which chose epoch, temperature and thresholds
 */
public record ModelCard(TrainingPlan plan, int epoch, TrainingRows rows) {
    private static final String TEMPLATE = "detector.md.mustache";

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
                Map.entry("network", plan.architecture().title()),
                Map.entry("recipe", plan.recipe()),
                Map.entry("twinsKept", plan.twins() == TrainingPlan.TestTwins.KEPT),
                Map.entry("command", command()),
                Map.entry("epoch", epoch),
                Map.entry("epochs", plan.recipe().epochs()),
                Map.entry("trainingImages", rows.training().size()),
                Map.entry("validationImages", rows.validation().size()));
        return Template.text(ModelCard.class, TEMPLATE, values);
    }

    /** The command that trains this network again. */
    private String command() {
        Recipe recipe = plan.recipe();
        return String.join(
                " ",
                "./tamis train --data PACK --out DIR --network " + plan.network(),
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
                "--validation " + plan.validationShare(),
                "--twins " + plan.twins(),
                "--seed " + plan.seed());
    }

    private static String scientific(double value) {
        return String.format(Locale.ROOT, "%.1e", value);
    }
}
