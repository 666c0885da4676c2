package dev.tamis.training.network.layer;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A tensor {@code [n, height, width, channels]}, copied to and from Java arrays one image at a time: its maps stay in the cache
 * while they are worked on, and loops over Java arrays are compiled to vector instructions. Threads may work on different images
 * at once.
 */
final class ImageMaps {
    private final FloatBuffer values;
    private final int images;
    private final int channels;

    private ImageMaps(FloatBuffer values, int images, int channels) {
        this.values = values;
        this.images = images;
        this.channels = channels;
    }

    /** @param tensor {@linkplain OneDnn#contiguous contiguous}, of 32-bit floats */
    static ImageMaps of(INDArray tensor) {
        FloatPointer pointer = new FloatPointer(tensor.data().addressPointer());
        pointer.capacity(tensor.length());
        return new ImageMaps(pointer.asBuffer(), (int) tensor.size(0), (int) tensor.size(3));
    }

    int images() {
        return images;
    }

    int channels() {
        return channels;
    }

    /** Values of one image. */
    int size() {
        return values.capacity() / images;
    }

    /** Copies an image out: its pixels row by row, of each all channels. */
    void read(int image, float[] into) {
        values.get(image * size(), into, 0, size());
    }

    /** Copies an image in. */
    void write(int image, float[] from) {
        values.put(image * size(), from, 0, size());
    }
}
