package dev.tamis.generator.diffusion.export;

import java.util.SplittableRandom;

/**
 * Weights of a seed, much as PyTorch initialises layers: uniform within one over the square root of a value's inputs. Biases and the
 * scales of norms are a little off zero and one, so that none can be forgotten unseen.
 */
final class RandomWeights implements Weights {
    private static final double VECTOR_BOUND = 0.1;

    private final SplittableRandom random;

    RandomWeights(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Override
    public float[] of(String name, long... shape) {
        int count = 1;
        for (long size : shape) {
            count = Math.multiplyExact(count, Math.toIntExact(size));
        }
        float[] values = new float[count];
        boolean vector = shape.length == 1;
        double bound = vector ? VECTOR_BOUND : Math.sqrt((double) shape[0] / count);
        float middle = vector && name.endsWith("weight") ? 1 : 0;
        for (int i = 0; i < count; i++) {
            values[i] = (float) (middle + bound * (2 * random.nextDouble() - 1));
        }
        return values;
    }
}
