package dev.tamis.local.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SoakReportTest {
    private static final int SAMPLES = 100;
    private static final long BUDGET = 1_000;
    private static final Offset<Double> TOLERANCE = within(1e-9);

    @Test
    void findsASteadyMemoryFlatWhateverItsStart() {
        SoakReport report = report(i -> i < 20 ? 10 * i : 500, i -> 300, i -> 900);
        assertThat(report.rssGrowth()).isZero();
        assertThat(report.rocksdbBytes()).isEqualTo(900);
        assertThat(report.flat()).isTrue();
        assertThat(report.records()).isEqualTo(99);
    }

    @Test
    void comparesTheLastFifthWithTheSecond() {
        SoakReport report = report(i -> 1_000 + i, i -> i < 80 ? 100 : 110, i -> 0);
        assertThat(report.rssGrowth()).isCloseTo(1_089.5 / 1_029.5 - 1, TOLERANCE);
        assertThat(report.heapGrowth()).isCloseTo(0.1, TOLERANCE);
    }

    @Test
    void findsALeakOfTheProcess() {
        assertThat(report(i -> 1_000 + 2 * i, i -> 100, i -> 0).flat()).isFalse();
    }

    @Test
    void findsALeakOfTheHeap() {
        assertThat(report(i -> 1_000, i -> 100 + i, i -> 0).flat()).isFalse();
    }

    @Test
    void findsRocksdbBeyondItsBudget() {
        assertThat(report(i -> 1_000, i -> 100, i -> i == 50 ? BUDGET + 1 : 10).flat())
                .isFalse();
    }

    @Test
    void refusesToJudgeAFewSamples() {
        List<MemorySample> few = samples(i -> 1, i -> 1, i -> 1).subList(0, 9);
        assertThatThrownBy(() -> SoakReport.of(few, BUDGET, 0.05))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 9");
    }

    private static SoakReport report(LongUnaryOperator rss, LongUnaryOperator heap, LongUnaryOperator rocksdb) {
        return SoakReport.of(samples(rss, heap, rocksdb), BUDGET, 0.05);
    }

    private static List<MemorySample> samples(
            LongUnaryOperator rss, LongUnaryOperator heap, LongUnaryOperator rocksdb) {
        return IntStream.range(0, SAMPLES)
                .mapToObj(i ->
                        new MemorySample(i, i, 1, heap.applyAsLong(i), rss.applyAsLong(i), 0, rocksdb.applyAsLong(i)))
                .toList();
    }
}
