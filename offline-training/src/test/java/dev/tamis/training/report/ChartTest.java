package dev.tamis.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tamis.training.report.Series.Mark;
import dev.tamis.training.report.Series.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
    @Test
    void drawsALineFromCornerToCorner() {
        String html =
                new Chart("t", "x", "y", List.of(Series.line("a", new double[] {0, 10}, new double[] {0, 1}))).html();

        assertThat(html).contains("<path d=\"M64.0 312.0 L624.0 16.0\"/>").doesNotContain("<circle");
    }

    @Test
    void drawsADotForEachPoint() {
        Series dots = new Series("d", Mark.DOTS, List.of(new Point(0, 0), new Point(1, 1)));

        assertThat(new Chart("t", "x", "y", List.of(dots)).html())
                .contains("cx=\"64.0\" cy=\"312.0\"", "cx=\"624.0\" cy=\"16.0\"")
                .doesNotContain("<path");
    }

    @Test
    void escapesNames() {
        assertThat(new Chart("a < b", "x", "y", List.of(Series.line("<c>", 1, 2))).html())
                .contains("a &lt; b", "&lt;c&gt;")
                .doesNotContain("<c>");
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Chart("t", "x", "y", List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Series.line("a"));
        assertThatIllegalArgumentException().isThrownBy(() -> Series.line("a", 1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Series.line("a", new double[1], new double[2]));
    }
}
