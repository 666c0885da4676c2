package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.LabelledImage;
import dev.tamis.training.dataset.PackedImage;
import dev.tamis.training.dataset.Place;
import dev.tamis.training.dataset.Split;
import dev.tamis.vision.detector.Thresholds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BreakdownTest {
    private static final Thresholds THRESHOLDS = new Thresholds(0.3, 0.8);

    @Test
    void measuresEachGroupOfEachDivision() {
        Map<String, List<Part>> divisions = Breakdown.of(
                List.of(
                        image("a/real/1.png", Map.of("set", "a", "colour", "red"), 0.1),
                        image("a/real/2.png", Map.of("set", "a", "colour", "blue"), 0.9),
                        image("b/real/1.png", Map.of("set", "b"), 0.9)),
                THRESHOLDS);

        assertThat(divisions).containsOnlyKeys("colour", "set");
        assertThat(divisions.get("set")).extracting(Part::name).containsExactly("a", "b");
        assertThat(divisions.get("set"))
                .extracting(part -> part.figures().accuracy())
                .containsExactly(0.5, 0.0);
        assertThat(divisions.get("colour"))
                .extracting(part -> part.figures().images())
                .containsExactly(1, 1);
    }

    @Test
    void dividesCifakeByTheClassInItsNames() {
        List<ScoredImage> images = List.of(
                image("test/REAL/0001.jpg", Map.of("set", "test"), 0.1),
                image("test/REAL/0001 (3).jpg", Map.of("set", "test"), 0.2));

        assertThat(Breakdown.of(images, THRESHOLDS)).containsOnlyKeys("class");
        assertThat(Breakdown.of(images, THRESHOLDS).get("class"))
                .extracting(Part::name)
                .containsExactly("airplane", "bird");
    }

    @Test
    void takesNoOtherNamesForThoseOfCifake() {
        List<ScoredImage> images =
                List.of(image("real/0001 (2).jpg", Map.of(), 0.1), image("real/IMG_0001.jpg", Map.of(), 0.2));

        assertThat(Breakdown.of(images, THRESHOLDS)).isEmpty();
    }

    @Test
    void leavesOutTwinsOfTrainingImagesAndOfNoOthers() {
        List<ScoredImage> images = List.of(image("1", Map.of(), 0.9), image("2", Map.of(), 0.1));
        PackedImage training = new PackedImage(new Place(Split.TRAIN, Label.FAKE, "x.jpg"), "sha of 1");
        PackedImage itself = new PackedImage(new Place(Split.TEST, Label.FAKE, "y.jpg"), "sha of 2");

        Twins twins = Twins.of(images, List.of(training, itself), THRESHOLDS);

        assertThat(twins.images()).isEqualTo(1);
        assertThat(twins.without().orElseThrow().images()).isEqualTo(1);
        assertThat(twins.without().orElseThrow().accuracy()).isEqualTo(1);
    }

    private static ScoredImage image(String path, Map<String, String> groups, double score) {
        return new ScoredImage(new LabelledImage(path, Label.REAL, "sha of " + path, groups), score, true);
    }
}
