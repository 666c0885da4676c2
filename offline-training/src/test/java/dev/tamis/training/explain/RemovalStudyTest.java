package dev.tamis.training.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // set before all tests
class RemovalStudyTest {
    private static List<ExplainedImage> explained;
    private static List<Faithfulness> figures;

    @BeforeAll
    static void study() {
        RemovalStudy study = new RemovalStudy(CornerNetwork.create(), List.of(CornerNetwork.TRUE_MAPS), 1);
        explained = study.explain(CornerNetwork.images(12, 1), images -> {});
        figures = study.measure(explained, () -> {});
    }

    @Test
    void setsMapsOfWhatDecidesAboveEveryControl() {
        assertThat(figures)
                .extracting(Faithfulness::maps)
                .containsExactly("hires-cam at image", "random pixels", "random cells", "centre");
        assertThat(figures.get(0).advantages()).hasSize(3).allSatisfy(advantage -> {
            assertThat(advantage.deletion().interval().high()).isNegative();
            assertThat(advantage.insertion().interval().low()).isPositive();
            assertThat(advantage.road().interval().low()).isPositive();
        });
        assertThat(figures.get(0).empty()).isZero();
    }

    @Test
    void givesMapsOfChanceNoRoadGap() {
        Faithfulness random = figures.get(1);

        assertThat(random.road().mean()).isBetween(-0.1, 0.1);
        assertThat(random.advantages()).isEmpty();
    }

    @Test
    void countsRightAnswersUnderRoad() { // without its corner every image is called FAKE, as a quarter is labelled
        RoadPoint point = figures.get(0).roadPoints().get(0);

        assertThat(point.removed()).isEqualTo(0.1);
        assertThat(point.accuracyMostFirst()).isEqualTo(0.25);
        assertThat(point.accuracyLeastFirst()).isEqualTo(0.75);
    }

    @Test
    void startsAndEndsItsCurvesWithTheWholeImage() {
        double confidence = explained.stream()
                .mapToDouble(ExplainedImage::confidence)
                .average()
                .orElseThrow();
        Faithfulness ofTrueMaps = figures.get(0);

        assertThat(ofTrueMaps.deletionCurve()).hasSize(33);
        assertThat(ofTrueMaps.deletionCurve().get(0)).isCloseTo(confidence, within(1e-6));
        assertThat(ofTrueMaps.insertionCurve().get(32)).isCloseTo(confidence, within(1e-6));
    }
}
