package dev.tamis.training.evaluate;

import dev.tamis.training.dataset.CifarClass;
import dev.tamis.vision.detector.Thresholds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Figures by part: for each division of the images, such as {@code set} or {@code fine_label}, those of each of its groups. Images
 * that are all named as CIFAKE's files are, also by {@code class}.
 */
final class Breakdown {
    private Breakdown() {}

    /** The divisions that have at least two groups, by name; their groups by name too. */
    static Map<String, List<Part>> of(List<ScoredImage> images, Thresholds thresholds) {
        Map<String, List<Part>> divisions = new TreeMap<>();
        images.stream()
                .map(scored -> scored.image().groups().keySet())
                .flatMap(Collection::stream)
                .distinct()
                .forEach(division ->
                        divisions.put(division, parts(images, thresholds, image -> group(image, division))));
        if (images.stream().allMatch(image -> subject(image).isPresent())) {
            divisions.put(
                    "class", parts(images, thresholds, image -> subject(image).map(CifarClass::toString)));
        }
        divisions.values().removeIf(parts -> parts.size() < 2);
        return divisions;
    }

    private static Optional<String> group(ScoredImage image, String division) {
        return Optional.ofNullable(image.image().groups().get(division));
    }

    private static Optional<CifarClass> subject(ScoredImage image) {
        return CifarClass.ofFileName(image.image().name());
    }

    private static List<Part> parts(
            List<ScoredImage> images, Thresholds thresholds, Function<ScoredImage, Optional<String>> group) {
        Map<String, List<ScoredImage>> groups = images.stream()
                .filter(image -> group.apply(image).isPresent())
                .collect(Collectors.groupingBy(
                        image -> group.apply(image).orElseThrow(), TreeMap::new, Collectors.toList()));
        List<Part> parts = new ArrayList<>();
        groups.forEach((name, members) -> parts.add(new Part(name, Evaluation.of(members, thresholds))));
        return parts;
    }
}
