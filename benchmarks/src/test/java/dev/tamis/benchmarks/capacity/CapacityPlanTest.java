package dev.tamis.benchmarks.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.benchmarks.capacity.ClusterShape.Device;
import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.benchmarks.stream.JobPart;
import dev.tamis.benchmarks.stream.UploadSize;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures that were reckoned by hand from those of {@link Example}. */
final class CapacityPlanTest {
    private static final Offset<Double> EXACT = within(1e-6);

    private final CapacityPlan plan = plan(1_000, Device.CPU, Spread.exactly(1.1));

    @Test
    void givesEachPartOfTheJobItsCores() {
        assertThat(mean(plan, "network and heat maps")).isCloseTo(1.2, EXACT); // 1,000/s x 1.2 ms
        assertThat(mean(plan, JobPart.STATE.label())).isCloseTo(0.3, EXACT);
    }

    @Test
    void addsTaskManagersUntilEachSlotHasRoom() {
        // 4 + 2 x 0.4 x (1 - 1/n) ms: with two 4.4 cores of 8 are more than half, with three 4.533 of 12 are not.
        assertThat(mean(plan, "TaskManagers")).isEqualTo(3);
        assertThat(mean(plan, "busy at the peak")).isCloseTo(4 + 0.8 * 2 / 3, EXACT);
        assertThat(mean(plan, "cores to have")).isEqualTo(12);
        assertThat(mean(plan, "partitions of image-submissions")).isEqualTo(12);
        assertThat(mean(plan, "pipeline.max-parallelism")).isEqualTo(256); // at least 16 groups a slot
    }

    @Test
    void reckonsWhatKafkaHolds() {
        assertThat(mean(plan, "uploads and outcomes")).isCloseTo(72e6, EXACT); // 65,000 + 400 + 0.1 x 66,000 B
        assertThat(mean(plan, "network of all brokers, in and out")).isCloseTo(216e6, EXACT);
        // 500/s x (65,000 B x a day + 7,000 B x 7 days) x 3
        assertThat(mean(plan, "disk")).isCloseTo(14_774_400_000_000.0, EXACT);
        assertThat(mean(plan, "brokers")).isEqualTo(3); // 14.8 TB on half of 10 TB each
    }

    @Test
    void reckonsWhatTheJobRemembers() {
        assertThat(mean(plan, "submissions known")).isCloseTo(30.24e9, EXACT); // 500/s x 7 days x 100 B
        assertThat(mean(plan, "files seen")).isCloseTo(0.54e9, EXACT); // 500/s x 2 h x 150 B
        assertThat(mean(plan, "state, and a whole checkpoint")).isCloseTo(31.78e9, EXACT); // and a million accounts
    }

    @Test
    void reckonsWhatPeopleSee() {
        assertThat(mean(plan, "items a day")).isCloseTo(4_320_000, EXACT);
        assertThat(mean(plan, "analysts, to see all")).isEqualTo(4_320);
    }

    @Test
    void reckonsAPrice() {
        assertThat(mean(plan, "cores a month")).isCloseTo(36 * 730.5 * 0.05, EXACT); // 12 + 3 x 8 cores
        assertThat(mean(plan, "disks a month")).isCloseTo((14_774.4 + 2 * 31.78) * 0.1, EXACT);
        assertThat(mean(plan, "all a month")).isCloseTo(1314.9 + 1483.796, EXACT);
        assertThat(mean(plan, "all for a million uploads")).isCloseTo(2798.696 / 1314.9, EXACT); // 500/s for 730.5 h
    }

    @Test
    void takesTheNetworkToGpusButNotWhatTheHostStillDoesForIt() {
        CapacityPlan onGpus = plan(1_000_000, Device.GPU, Spread.exactly(1));

        // 2 - 1.5 ms were saved of a network of 1 ms: half of the 1.2 ms stays.
        assertThat(mean(onGpus, "network and heat maps")).isCloseTo(600, EXACT);
        // 2 million/s at 5,000 each, or at 25,000 if it is as fast as the network alone.
        assertThat(figure(onGpus, "GPUs")).isEqualTo(new Spread(400, 80, 400));
        assertThat(mean(onGpus, "GPUs a month")).isCloseTo(400 * 730.5 * 4, EXACT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1_000, 3_333, 40_000})
    void twiceTheRateTakesTwiceOfEverythingThatGoesByIt(double perSecond) {
        CapacityPlan once = plan(perSecond, Device.CPU, Spread.exactly(1));
        CapacityPlan twice = plan(2 * perSecond, Device.CPU, Spread.exactly(1));

        for (String what : new String[] {
            "busy at the peak", "uploads and outcomes", "disk", "submissions known", "items a day", "traffic a month"
        }) {
            assertThat(mean(twice, what))
                    .as(what)
                    .isCloseTo(2 * mean(once, what), within(1e-3 * mean(twice, what) + 1e-9));
        }
        // Whole TaskManagers, and slots that have not quite as many keys as others.
        assertThat(mean(twice, "cores to have"))
                .isCloseTo(2 * mean(once, "cores to have"), within(8 + 0.1 * mean(twice, "cores to have")));
    }

    @Test
    void plansSoManyJobsThatNoReviewDeskHasMoreThanItCanDo() {
        // 25,000/s x 0.1 flagged x 66,000 B are 165 MB/s; x 0.05 ms are 1.25 cores, where one job has half of one.
        CapacityPlan large = plan(25_000, Device.CPU, Spread.exactly(1));

        assertThat(mean(large, "jobs")).isEqualTo(3);
        assertThat(large.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("review desk is one task: 3 jobs"));
    }

    @Test
    void flaggingMoreTakesMoreOfTheReviewDesk() {
        Workload workload = new Workload(1_000, 0.5, Map.of(UploadSize.PX_512, 1.0), 0.4, 1e6);
        CapacityPlan more = CapacityPlan.of(
                Example.measurements(Spread.exactly(1)), workload, Example.shape(Device.CPU), Example.PRICES);

        assertThat(mean(more, "review desk")).isCloseTo(4 * 0.05, EXACT);
    }

    @Test
    void saysWhereTwoTaskManagersDoNotShowThatManyWillDo() {
        // 4 % more with two: at 40,000/s 1 / 0.04 / 4 ms = 6,250/s, if it were contention.
        CapacityPlan large = plan(8_000, Device.CPU, new Spread(1.02, 0.98, 1.04));

        assertThat(large.warnings()).anySatisfy(warning -> assertThat(warning).contains("no more than 6,250 images/s"));
        assertThat(plan(1_000, Device.CPU, new Spread(1.02, 0.98, 1.04)).warnings())
                .noneSatisfy(warning -> assertThat(warning).contains("Amdahl"));
    }

    @Test
    void reckonsMoreAndMoreTaskManagersBetweenTwoBounds() {
        Spread two = figure(plan, "2 TaskManagers");

        assertThat(two.most()).isCloseTo(8 * 0.5 / 0.004, EXACT); // linear
        assertThat(two.mean())
                .isBetween(0.95 * 8 * 0.5 / 0.0044, 8 * 0.5 / 0.0044); // and keys that are not spread evenly
        assertThat(two.least()).isCloseTo(1_000 / (1 + 0.1 * 7), EXACT); // Amdahl
        assertThat(figure(plan, "3 TaskManagers").mean()).isGreaterThan(1_000);
    }

    @Test
    void neverTakesNoiseForAGain() {
        CapacityPlan noisy = plan(1_000, Device.CPU, new Spread(0.95, 0.9, 1.02));

        assertThat(mean(noisy, "to other TaskManagers")).isZero();
        assertThat(figure(noisy, "to other TaskManagers").least()).isZero();
        assertThat(figure(noisy, "to other TaskManagers").most()).isPositive();
    }

    @Test
    void saysWhereAProcessWouldRememberMoreThanWasTried() {
        // 302.4 million submissions on three TaskManagers, where ten million were tried.
        assertThat(plan.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("101,000,000 submissions, 10.1 times"));
    }

    @Test
    void saysWhereThereWasOneRoundOnly() {
        assertThat(plan.warnings()).anySatisfy(warning -> assertThat(warning).contains("measured in one round"));
    }

    @Test
    void refusesASizeThatWasNotMeasured() {
        Workload workload = new Workload(1_000, 0.5, Map.of(UploadSize.MP_12, 1.0), 0.1, 1e6);
        Measurements measured = Example.measurements(Spread.exactly(1));

        assertThatThrownBy(() -> CapacityPlan.of(measured, workload, Example.shape(Device.CPU), Example.PRICES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("uploads of MP_12 were not measured");
    }

    private static CapacityPlan plan(double perSecond, Device device, Spread growth) {
        return CapacityPlan.of(
                Example.measurements(growth), Example.workload(perSecond), Example.shape(device), Example.PRICES);
    }

    private static double mean(CapacityPlan plan, String what) {
        return figure(plan, what).mean();
    }

    private static Spread figure(CapacityPlan plan, String what) {
        return plan.lines().stream()
                .filter(line -> line.what().equals(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line " + what))
                .figure();
    }
}
