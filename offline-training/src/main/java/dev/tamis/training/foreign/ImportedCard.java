package dev.tamis.training.foreign;

import dev.tamis.training.report.Template;
import java.util.Locale;
import java.util.Map;

/** The page that goes with an imported detector: what it was made of, how it was read and what is not known of it. */
public final class ImportedCard {
    private ImportedCard() {}

    /**
     * Writes the page.
     *
     * @return Markdown
     */
    public static String of(ImportReport report) {
        return Template.text(
                ImportedCard.class,
                "imported.md.mustache",
                Map.of(
                        "report",
                        report,
                        "fingerprint",
                        report.plan().input().fingerprint(),
                        "isLogit",
                        report.plan().values() == Values.LOGIT,
                        "difference",
                        String.format(Locale.ROOT, "%.1e", report.parity().probability())));
    }
}
