package dev.tamis.generator.diffusion;

import java.util.function.BiFunction;

/** How noise is removed step by step. */
public enum SchedulerKind {
    /** Each Euler step goes too far and adds noise anew (k-diffusion); CIFAKE was made with it. */
    EULER_ANCESTRAL("Euler a", EulerAncestralScheduler::new),
    /** Euler steps of the ordinary differential equation (Karras et al. 2022, algorithm 2 without its second order). */
    EULER("Euler", EulerScheduler::new),
    /** Denoising diffusion implicit models without noise (Song et al. 2021). */
    DDIM("DDIM", DdimScheduler::new),
    /** A linear multistep method of order 4 (k-diffusion). */
    LMS("LMS", LmsScheduler::new);

    private final String label;
    private final BiFunction<NoiseSchedule, Integer, Scheduler> maker;

    SchedulerKind(String label, BiFunction<NoiseSchedule, Integer, Scheduler> maker) {
        this.label = label;
        this.maker = maker;
    }

    /** As front ends of Stable Diffusion write it. */
    public String label() {
        return label;
    }

    /** Starts with a latent. */
    Scheduler start(NoiseSchedule schedule, int steps) {
        if (steps < 1 || steps > schedule.timesteps()) {
            throw new IllegalArgumentException(
                    "1 to %,d steps expected, found %,d".formatted(schedule.timesteps(), steps));
        }
        return maker.apply(schedule, steps);
    }
}
