package dev.tamis.training.explain;

import java.util.List;

/**
 * Whether maps depend on what the network has learnt (Adebayo et al. 2018, section 3): they must change as its layers are given
 * fresh weights, one after another from the output back to the image.
 *
 * @param maps name of their source
 * @param steps after each layer that lost what it had learnt
 * @param threshold that the mean rank correlation of the last step, where nothing learnt is left, must stay below
 * @param passes whether it does
 */
public record SanityCheck(String maps, List<Step> steps, double threshold, boolean passes) {
    /** Half: the random network's maps share less than a quarter of the ranks' variance with the trained one's. */
    private static final double THRESHOLD = 0.5;

    /**
     * What is left of the maps.
     *
     * @param layer that got fresh weights last
     * @param spearman mean over images and draws of the absolute rank correlation with the maps of the trained network
     * @param pearson the same of the values
     */
    public record Step(String layer, double spearman, double pearson) {}

    static SanityCheck of(String maps, List<Step> steps) {
        return new SanityCheck(
                maps, List.copyOf(steps), THRESHOLD, steps.get(steps.size() - 1).spearman() < THRESHOLD);
    }
}
