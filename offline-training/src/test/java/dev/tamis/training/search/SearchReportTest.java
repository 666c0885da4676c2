package dev.tamis.training.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.training.network.Topology;
import dev.tamis.training.train.Hopeless;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchReportTest {
    private static final SearchPlan PLAN = new SearchPlan(Topology.parse("32x2"), 3, 0.05, 1, Hopeless.STOPPED);

    @Test
    void setsOursBesideThePublishedFigures() {
        String report = new SearchReport(PLAN, List.of(trial("32x2", 0.2), trial("32x2-d64", 0.15))).toMarkdown();

        assertThat(report)
                .contains("2 of 36 trials", "Table 2: accuracy", "Table 11: f1")
                .contains("| 32 | … | 92.50 (92.93, -0.43) | … |")
                .contains("| 32 | … | 0.210 (0.180, +0.030) | … |")
                .contains("| 64 | 92.50 (93.55, -1.05) | … | … |")
                .contains("of all: **32x2-d64**", "extractors: **32x2**");
    }

    @Test
    void saysWhichTrialWasStopped() {
        Trial stopped = new Trial("16x1", Optional.of("does not learn"), Optional.empty());

        assertThat(new SearchReport(PLAN, List.of(stopped)).toMarkdown())
                .contains("is stopped: 16x1 was.", "| 16 | stopped | … | … |", "**…**");
    }

    private static Trial trial(String topology, double validationLoss) {
        return new Trial(
                topology,
                Optional.empty(),
                Optional.of(new Trial.Result(
                        1,
                        1,
                        new Trial.Figures(0.9, validationLoss, 0.9, 0.9, 0.9),
                        new Trial.Figures(0.925, 0.21, 0.92, 0.93, 0.925))));
    }
}
