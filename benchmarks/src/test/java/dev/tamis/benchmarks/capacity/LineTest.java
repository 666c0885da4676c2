package dev.tamis.benchmarks.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.benchmarks.capacity.Line.Unit;
import dev.tamis.benchmarks.figure.Spread;
import org.junit.jupiter.api.Test;

final class LineTest {
    @Test
    void hasThreeDigitsAndNoMore() {
        assertThat(Line.digits(1_234_567)).isEqualTo("1,230,000");
        assertThat(Line.digits(98.76)).isEqualTo("98.8");
        assertThat(Line.digits(0.012345)).isEqualTo("0.0123");
        assertThat(Line.digits(3)).isEqualTo("3");
        assertThat(Line.digits(0)).isEqualTo("0");
    }

    @Test
    void hasAllDigitsOfWhatIsToBeSet() {
        assertThat(text(Spread.exactly(2_048), Unit.WHOLE)).isEqualTo("2,048");
    }

    @Test
    void leavesOutARangeThatNobodySees() {
        assertThat(text(new Spread(100, 99.9999, 100.0001), Unit.CORES)).isEqualTo("100 cores");
        assertThat(text(new Spread(100, 90, 110), Unit.CORES)).isEqualTo("100 (90 to 110) cores");
    }

    @Test
    void givesBytesThePrefixThatFits() {
        assertThat(text(Spread.exactly(14_774_400_000_000.0), Unit.BYTES)).isEqualTo("14.8 TB");
        assertThat(text(Spread.exactly(72e6), Unit.BYTES_PER_SECOND)).isEqualTo("72 MB/s");
        assertThat(text(Spread.exactly(999), Unit.BYTES)).isEqualTo("999 B");
    }

    private static String text(Spread figure, Unit unit) {
        return new Line("", "", figure, unit, "").text();
    }
}
