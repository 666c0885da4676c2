package dev.tamis.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.local.TestOutcomes;
import dev.tamis.schemas.RejectionReason;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class OutcomeTableTest {
    @Test
    void showsWhatNeedsAttentionFirst() {
        OutcomeTable table = table(
                OutcomeRow.of("fine.png", TestOutcomes.judged("a", 0.1)),
                OutcomeRow.of("broken.png", TestOutcomes.rejected("b", RejectionReason.TRUNCATED)),
                OutcomeRow.of("weak.png", TestOutcomes.judged("c", 0.75)),
                OutcomeRow.of("strong.png", TestOutcomes.judged("d", 0.95)));
        assertThat(table.toString().lines().map(line -> line.split("\\s+", -1)[0]))
                .containsSubsequence("IMAGE", "strong.png", "weak.png", "broken.png", "fine.png");
        assertThat(table.toString()).contains("1.5 s", "0.950", "score at or above 0.700", "truncated: something");
        assertThat(table.omitted()).isZero();
    }

    @Test
    void limitsItsLinesAndSaysHowManyAreMissing() {
        OutcomeTable table = table(IntStream.range(0, 2_000)
                .mapToObj(i -> OutcomeRow.of("image-%04d.png".formatted(i), TestOutcomes.judged("id" + i, 0.1)))
                .toArray(OutcomeRow[]::new));
        assertThat(table.toString().lines()).hasSize(OutcomeTable.MAX_ROWS + 1);
        assertThat(table.omitted()).isEqualTo(2_000 - OutcomeTable.MAX_ROWS);
    }

    @Test
    void keepsTheEndOfALongPath() {
        OutcomeTable table = table(OutcomeRow.of(
                "a/very/long/folder/of/somebody/with/many/parts/holiday.png", TestOutcomes.judged("a", 0.1)));
        assertThat(table.toString()).contains("…", "many/parts/holiday.png");
    }

    private static OutcomeTable table(OutcomeRow... rows) {
        List<OutcomeRow> sorted =
                Stream.of(rows).sorted(OutcomeRow.BY_ATTENTION).toList();
        return new OutcomeTable(sorted, Ansi.OFF);
    }
}
