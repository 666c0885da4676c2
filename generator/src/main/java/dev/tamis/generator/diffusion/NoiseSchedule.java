package dev.tamis.generator.diffusion;

import java.nio.file.Path;

/**
 * How much noise a network was trained to remove at each of its timesteps: for a latent x, sqrt(a) x + sqrt(1 - a) e with e of
 * standard normal numbers, where a is {@link #signal}.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NoiseSchedule(double[] signals, boolean endsAtOne, int offset) {
    private static final int USUAL_TIMESTEPS = 1000;

    /** Stable Diffusion's: the square roots of the betas are at equal distances. */
    static final NoiseSchedule STABLE_DIFFUSION =
            new NoiseSchedule(signals(Spacing.SCALED_LINEAR, 0.00085, 0.012, USUAL_TIMESTEPS), false, 1);

    /** Between the first and the last beta. */
    private enum Spacing {
        LINEAR,
        SCALED_LINEAR
    }

    /**
     * Reads the schedule from {@code scheduler_config.json}, whatever scheduler that names: it belongs to the network.
     *
     * @throws UnusablePipelineException where the network was trained otherwise than this project's schedulers know
     */
    static NoiseSchedule read(Path file) throws UnusablePipelineException {
        JsonObjectFile config = JsonObjectFile.read(file);
        String spacing = config.text("beta_schedule", "linear");
        String prediction = config.text("prediction_type", "epsilon");
        if (!prediction.equals("epsilon")) {
            throw config.mismatch("prediction_type", "epsilon", prediction);
        }
        if (config.root().hasNonNull("trained_betas")) {
            throw config.mismatch("trained_betas", "null", "a list");
        }
        int timesteps = (int) config.number("num_train_timesteps", USUAL_TIMESTEPS);
        double first = config.number("beta_start", 0.0001);
        double last = config.number("beta_end", 0.02);
        if (!(timesteps >= 2 && first > 0 && first < last && last < 1)) {
            throw new UnusablePipelineException(
                    "%s: at least 2 num_train_timesteps and 0 < beta_start < beta_end < 1 expected, found %d, %s and %s"
                            .formatted(file, timesteps, first, last));
        }
        Spacing known = switch (spacing) {
            case "linear" -> Spacing.LINEAR;
            case "scaled_linear" -> Spacing.SCALED_LINEAR;
            default -> throw config.mismatch("beta_schedule", "linear or scaled_linear", spacing);
        };
        return new NoiseSchedule(signals(known, first, last, timesteps), config.flag("set_alpha_to_one", true), (int)
                config.number("steps_offset", 0));
    }

    /** How many timesteps the network knows. */
    int timesteps() {
        return signals.length;
    }

    /**
     * The part of the image in the variance of a latent, from nearly 1 to nearly 0; "alphas_cumprod" in diffusers.
     *
     * @param timestep before the first for the end of the process
     */
    double signal(int timestep) {
        if (timestep < 0) {
            return endsAtOne ? 1 : signals[0];
        }
        return signals[timestep];
    }

    /** The noise's standard deviation beside an image's of 1, linear between two timesteps (Karras et al. 2022). */
    double sigma(double timestep) {
        int below = (int) timestep;
        int above = Math.min(below + 1, signals.length - 1);
        double share = timestep - below;
        return (1 - share) * sigmaAt(below) + share * sigmaAt(above);
    }

    private double sigmaAt(int timestep) {
        return Math.sqrt((1 - signals[timestep]) / signals[timestep]);
    }

    private static double[] signals(Spacing spacing, double first, double last, int timesteps) {
        boolean scaled = spacing == Spacing.SCALED_LINEAR;
        double from = scaled ? Math.sqrt(first) : first;
        double to = scaled ? Math.sqrt(last) : last;
        double[] signals = new double[timesteps];
        double signal = 1;
        for (int i = 0; i < timesteps; i++) {
            double at = from + (to - from) * i / (timesteps - 1);
            signal *= 1 - (scaled ? at * at : at);
            signals[i] = signal;
        }
        return signals;
    }
}
