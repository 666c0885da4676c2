package dev.tamis.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.benchmarks.Comparison.Change;
import dev.tamis.benchmarks.Comparison.Rate;
import dev.tamis.benchmarks.Comparison.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

final class ComparisonTest {
    private static final Rate BEFORE = new Rate(100, 90, 110);

    @TempDir
    private Path folder;

    @Test
    void callsItSlowerWhereItsIntervalLiesBelow() {
        assertThat(new Row("b", BEFORE, new Rate(80, 75, 89)).change()).isEqualTo(Change.SLOWER);
    }

    @Test
    void callsItFasterWhereItsIntervalLiesAbove() {
        assertThat(new Row("b", BEFORE, new Rate(120, 111, 130)).change()).isEqualTo(Change.FASTER);
    }

    @Test
    void callsItTheSameWhereTheIntervalsTouch() {
        assertThat(new Row("b", BEFORE, new Rate(80, 60, 91)).change()).isEqualTo(Change.SAME);
        assertThat(new Row("b", BEFORE, new Rate(130, 109, 151)).change()).isEqualTo(Change.SAME);
    }

    @Test
    void saysThatItCannotTellWhereARunHasASingleFigure() throws RunnerException, IOException {
        Path single = folder.resolve("single.json");
        Path several = folder.resolve("several.json");
        Collection<RunResult> one = run(single, 1);
        Collection<RunResult> three = run(several, 3);

        for (Comparison comparison :
                List.of(Comparison.of(three, Comparison.read(single)), Comparison.of(one, Comparison.read(several)))) {
            assertThat(comparison.rows())
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.change()).isEqualTo(Change.UNKNOWN));
            assertThat(comparison.anySlower()).isFalse();
            assertThat(comparison.text()).contains("take more --iterations");
        }
    }

    @Test
    void readsWhatARunWrote() throws RunnerException, IOException {
        Path earlier = folder.resolve("earlier.json");
        Collection<RunResult> results = run(earlier, 3);

        Comparison comparison = Comparison.of(results, Comparison.read(earlier));

        assertThat(comparison.rows())
                .extracting(Row::benchmark)
                .containsExactlyInAnyOrder("BatchBenchmark.assemble", "HeatmapBenchmark.toBytes");
        assertThat(comparison.rows()).allSatisfy(row -> {
            assertThat(row.change()).isEqualTo(Change.SAME);
            assertThat(row.ratio()).isCloseTo(1, within(1e-6));
        });
        assertThat(comparison.anySlower()).isFalse();
        assertThat(comparison.text()).contains("BatchBenchmark.assemble").contains("1.00  same");
    }

    @Test
    void refusesAnotherFile() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "[{\"a\": 1}]");

        assertThatThrownBy(() -> Comparison.read(other))
                .isInstanceOf(IOException.class)
                .hasMessage(other + " is not what ./tamis bench --json writes");
    }

    private static Collection<RunResult> run(Path json, int iterations) throws RunnerException {
        return new Runner(
                        new OptionsBuilder()
                                .include("BatchBenchmark|HeatmapBenchmark.toBytes")
                                .forks(0)
                                .warmupIterations(0)
                                .measurementIterations(iterations)
                                .measurementTime(TimeValue.milliseconds(20))
                                .resultFormat(ResultFormatType.JSON)
                                .result(json.toString())
                                .build(),
                        OutputFormatFactory.createFormatInstance(
                                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                                VerboseMode.SILENT))
                .run();
    }
}
