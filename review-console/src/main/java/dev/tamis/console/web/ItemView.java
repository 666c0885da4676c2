package dev.tamis.console.web;

import dev.tamis.console.decision.Choice;
import dev.tamis.console.queue.Item;
import dev.tamis.console.queue.ItemState;
import dev.tamis.schemas.AccountHistory;
import dev.tamis.schemas.Decision;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictThresholds;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An item as its page shows it.
 *
 * @param isMine whether whoever looks may decide it now
 */
public record ItemView(Item item, boolean isMine) {
    public ReviewItem message() {
        return item.message();
    }

    public ImageVerdict verdict() {
        return item.message().getVerdict();
    }

    public boolean hasHeatmap() {
        return verdict().getHeatmap() != null;
    }

    public boolean isDecided() {
        return item.summary().state() == ItemState.DECIDED;
    }

    /** Per cent, with one decimal. */
    public static String percent(@Nullable Double share) {
        return share == null ? "no score" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Where a share of one stands on a scale of 100. */
    public static String onScale(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }

    public @Nullable VerdictThresholds thresholds() {
        return verdict().getThresholds();
    }

    public @Nullable AccountHistory history() {
        return verdict().getAccountHistory();
    }

    /** By name. */
    public Map<String, String> attributes() {
        return new TreeMap<>(item.message().getAttributes());
    }

    public boolean isReported() {
        return item.message().getCause() == ReviewCause.REPORTED;
    }

    /** What a choice makes of the machine's verdict, in the words of its button. */
    public String label(Choice choice) {
        Decision decision = choice.decisionOn(verdict().getVerdict());
        if (decision == Decision.ESCALATED) {
            return "Escalate";
        }
        String word = choice == Choice.GENERATED ? "Generated" : "Authentic";
        if (verdict().getVerdict() == Verdict.UNCERTAIN) {
            return word;
        }
        return (decision == Decision.CONFIRMED ? "Confirm: " : "Overturn: ") + word.toLowerCase(Locale.ROOT);
    }
}
