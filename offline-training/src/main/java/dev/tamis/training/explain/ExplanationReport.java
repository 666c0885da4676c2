package dev.tamis.training.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * How far the maps of one network can be trusted.
 *
 * @param network name of its architecture
 * @param weights SHA-256 of its weights
 * @param data hash of the images that were explained
 * @param split of the data set, where it has splits
 * @param images how many were explained
 * @param accuracy share of them that the network got right
 * @param faithfulness of the maps asked for, then of the controls
 * @param sanity of the maps asked for
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ExplanationReport(
        String network,
        String weights,
        String data,
        Optional<String> split,
        int images,
        double accuracy,
        List<Faithfulness> faithfulness,
        List<SanityCheck> sanity) {
    public ExplanationReport {
        faithfulness = List.copyOf(faithfulness);
        sanity = List.copyOf(sanity);
    }
}
