package dev.tamis.training.export;

import dev.tamis.training.report.Template;
import dev.tamis.training.train.TrainingRows;
import java.util.Locale;
import java.util.Map;

/**
 * The page that goes with a detector file: what it is, what it was made of, how good it is and what it is not good for.
 *
 * @param topology of its network
 * @param command that trains it
 * @param epoch that was chosen
 * @param epochs that were trained
 * @param rows which images it learned from, and which chose epoch, temperature and thresholds
 */
public record ModelCard(String topology, String command, int epoch, int epochs, TrainingRows rows) {
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
                Map.entry("topology", topology),
                Map.entry("command", command),
                Map.entry("epoch", epoch),
                Map.entry("epochs", epochs),
                Map.entry("trainingImages", rows.training().size()),
                Map.entry("validationImages", rows.validation().size()));
        return Template.text(ModelCard.class, TEMPLATE, values);
    }

    private static String scientific(double value) {
        return String.format(Locale.ROOT, "%.1e", value);
    }
}
