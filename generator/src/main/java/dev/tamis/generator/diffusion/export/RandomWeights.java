package dev.tamis.generator.diffusion.export;

import java.util.SplittableRandom;

/**
 * Weights of a seed, as PyTorch initialises layers: uniform within one over the square root of a value's inputs. Norms scale by one,
 * and biases are zero.
 */
final class RandomWeights implements Weights {
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
        double bound = vector ? 0 : Math.sqrt((double) shape[0] / count);
        float middle = vector && name.endsWith("weight") ? 1 : 0;
        for (int i = 0; i < count; i++) {
            values[i] = (float) (middle + bound * (2 * random.nextDouble() - 1));
        }
        return values;
    }
}
