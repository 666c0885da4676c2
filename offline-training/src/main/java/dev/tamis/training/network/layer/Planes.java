package dev.tamis.training.network.layer;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The planes of a tensor {@code [n, channels, height, width]}, copied to and from Java arrays one at a time: a plane stays in
 * the first-level cache while it is worked on, and loops over Java arrays are compiled to vector instructions. Threads may work
 * on different planes at once.
 */
final class Planes {
    private final FloatBuffer values;
    private final int size;

    private Planes(FloatBuffer values, int size) {
        this.values = values;
        this.size = size;
    }

    /** The tensor itself where it is contiguous, or else a contiguous copy. */
    static INDArray contiguous(INDArray tensor) {
        return isContiguous(tensor) ? tensor : tensor.dup('c');
    }

    private static boolean isContiguous(INDArray tensor) {
        return tensor.ordering() == 'c' && tensor.elementWiseStride() == 1;
    }

    /** @param tensor contiguous, of 32-bit floats */
    static Planes of(INDArray tensor) {
        if (!isContiguous(tensor)) {
            throw new IllegalArgumentException("a contiguous tensor expected: " + tensor.shapeInfoToString());
        }
        FloatPointer pointer = new PagedPointer(tensor.data().address()).asFloatPointer();
        pointer.capacity(tensor.length());
        return new Planes(pointer.asBuffer(), Math.toIntExact(tensor.size(2) * tensor.size(3)));
    }

    /** Number of planes. */
    int count() {
        return values.capacity() / size;
    }

    /** Values of one plane. */
    int size() {
        return size;
    }

    /** Copies a plane out. */
    void read(int plane, float[] into) {
        values.get(plane * size, into, 0, size);
    }

    /** Copies a plane in. */
    void write(int plane, float[] from) {
        values.put(plane * size, from, 0, size);
    }
}
