package dev.tamis.generator.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the traces of diffusers' own schedulers, with a formula in place of the network. */
class SchedulerTest {
    private static final int VALUES = 36;

    /** Of what diffusers computes, where it is told to do so in 64 bits. */
    private static final Offset<Double> EXACT = within(1e-11);

    /** Of what it computes as it is, with 32 bits here and there. */
    private static final Offset<Double> AS_IT_IS = within(5e-5);

    private static final JsonNode TRACES = Fixture.read("schedulers.json").get("schedulers");

    @ParameterizedTest
    @CsvSource({
        "EULER_ANCESTRAL, 10",
        "EULER_ANCESTRAL, 50",
        "EULER, 10",
        "EULER, 50",
        "LMS, 10",
        "LMS, 50",
        "DDIM, 10",
        "DDIM, 50"
    })
    void removesNoiseAsDiffusersDoes(SchedulerKind kind, int steps) {
        JsonNode traces = TRACES.get(kind.name().toLowerCase(Locale.ROOT));
        assertThatItFollows(traces.get("float64").get(Integer.toString(steps)), kind, steps, EXACT);
        assertThatItFollows(traces.get("float32").get(Integer.toString(steps)), kind, steps, AS_IT_IS);
    }

    private static void assertThatItFollows(JsonNode trace, SchedulerKind kind, int steps, Offset<Double> offset) {
        Scheduler scheduler = kind.start(NoiseSchedule.STABLE_DIFFUSION, steps);
        assertThat(scheduler.steps()).isEqualTo(steps);
        assertThat(scheduler.initialSigma())
                .isCloseTo(trace.get("init_noise_sigma").asDouble(), offset);
        double[] latent = new double[VALUES];
        for (int i = 0; i < VALUES; i++) {
            latent[i] = Math.sin(1.3 * i + 0.5) * scheduler.initialSigma();
        }
        for (int step = 0; step < steps; step++) {
            double timestep = scheduler.timestep(step);
            assertThat(timestep).isCloseTo(trace.get("timesteps").get(step).asDouble(), offset);
            scheduler.step(step, latent, predicted(scheduler, step, latent, timestep), noise(step));
            JsonNode expected = trace.get("latents").get(Integer.toString(step + 1));
            if (expected != null) {
                assertThat(latent).as("after step %d", step).containsExactly(Fixture.numbers(expected), offset);
            }
        }
    }

    private static double[] predicted(Scheduler scheduler, int step, double[] latent, double timestep) {
        double[] predicted = new double[VALUES];
        for (int i = 0; i < VALUES; i++) {
            predicted[i] = 0.6 * Math.sin(1.7 * latent[i] / scheduler.inputDivisor(step) + timestep / 250);
        }
        return predicted;
    }

    private static DoubleSupplier noise(int step) {
        int[] next = {0};
        return () -> Math.cos(0.7 * next[0]++ + 0.9 * step);
    }

    /** A network that always finds the very noise that there is leaves the image. */
    @ParameterizedTest
    @EnumSource
    void findsTheImageBehindKnownNoise(SchedulerKind kind) {
        double image = 0.7;
        Scheduler scheduler = kind.start(NoiseSchedule.STABLE_DIFFUSION, 20);
        double[] latent = {2.5 * scheduler.initialSigma()};
        for (int step = 0; step < scheduler.steps(); step++) {
            double[] predicted = {noiseIn(kind, scheduler, step, latent[0], image)};
            scheduler.step(step, latent, predicted, () -> 0.3);
        }
        // DDIM ends with the little noise of the first timestep.
        assertThat(latent[0]).isCloseTo(image, within(kind == SchedulerKind.DDIM ? 0.1 : 1e-9));
    }

    private static double noiseIn(SchedulerKind kind, Scheduler scheduler, int step, double latent, double image) {
        NoiseSchedule schedule = NoiseSchedule.STABLE_DIFFUSION;
        double timestep = scheduler.timestep(step);
        if (kind == SchedulerKind.DDIM) {
            double signal = schedule.signal((int) timestep);
            return (latent - Math.sqrt(signal) * image) / Math.sqrt(1 - signal);
        }
        return (latent - image) / schedule.sigma(timestep);
    }

    @ParameterizedTest
    @EnumSource
    void takesAnyNumberOfStepsThatTheNetworkKnows(SchedulerKind kind) {
        for (int steps : new int[] {1, 7, 999, 1000}) {
            Scheduler scheduler = kind.start(NoiseSchedule.STABLE_DIFFUSION, steps);
            double[] latent = {1};
            for (int step = 0; step < steps; step++) {
                assertThat(scheduler.timestep(step)).isBetween(0.0, 999.0);
                scheduler.step(step, latent, new double[] {0.1}, () -> 0.5);
            }
            assertThat(latent[0]).isFinite();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.start(NoiseSchedule.STABLE_DIFFUSION, 1001))
                .withMessage("1 to 1,000 steps expected, found 1,001");
    }
}
