package dev.tamis.training.network.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Cuts what is below zero. */
final class Relu {
    private Relu() {}

    /** Cuts in place. */
    static void forward(INDArray tensor) {
        Planes planes = Planes.of(tensor);
        Parallel.forRanges(planes.count(), (from, to) -> {
            float[] plane = new float[planes.size()];
            for (int i = from; i < to; i++) {
                planes.read(i, plane);
                for (int j = 0; j < plane.length; j++) {
                    plane[j] = Math.max(0, plane[j]);
                }
                planes.write(i, plane);
            }
        });
    }

    /**
     * Takes a gradient back.
     *
     * @param output what {@link #forward} left, {@code [n, channels, height, width]}
     * @param above gradient of the output, of the same shape
     * @param below gradient of the input, of the same shape; written
     * @return its sum over each channel: the gradient of a bias added before
     */
    static float[] backward(INDArray output, INDArray above, INDArray below) {
        Planes outputs = Planes.of(output);
        Planes errors = Planes.of(above);
        Planes results = Planes.of(below);
        int channels = (int) output.size(1);
        float[] sums = new float[channels];
        Parallel.forRanges(channels, (from, to) -> {
            float[] plane = new float[outputs.size()];
            float[] error = new float[outputs.size()];
            for (int channel = from; channel < to; channel++) {
                double sum = 0;
                for (int i = channel; i < outputs.count(); i += channels) {
                    outputs.read(i, plane);
                    errors.read(i, error);
                    mask(plane, error);
                    sum += Sums.of(error);
                    results.write(i, error);
                }
                sums[channel] = (float) sum;
            }
        });
        return sums;
    }

    /**
     * Clears an error where the value was not positive.
     *
     * @param values a plane before or after ReLU
     */
    static void mask(float[] values, float[] error) {
        for (int i = 0; i < error.length; i++) {
            error[i] *= Math.min(1, Math.max(0, values[i] * Float.MAX_VALUE)); // 0 or 1, without a branch
        }
    }
}
