package dev.tamis.training.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.training.dataset.PackedImage;
import dev.tamis.training.dataset.Split;
import dev.tamis.vision.detector.Thresholds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Images whose file is, byte for byte, also among those of the train split.
 *
 * @param images number of them
 * @param without figures of the other images; absent where there is no other
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Twins(int images, Optional<Evaluation> without) {
    /**
     * Looks for twins.
     *
     * @param training images of a pack, of any split
     */
    public static Twins of(List<ScoredImage> images, List<PackedImage> training, Thresholds thresholds) {
        Set<String> seen = training.stream()
                .filter(image -> image.place().split() == Split.TRAIN)
                .map(PackedImage::sha256)
                .collect(Collectors.toUnmodifiableSet());
        List<ScoredImage> others = images.stream()
                .filter(image -> !seen.contains(image.image().sha256()))
                .toList();
        return new Twins(
                images.size() - others.size(),
                Optional.of(others).filter(list -> !list.isEmpty()).map(list -> Evaluation.of(list, thresholds)));
    }
}
