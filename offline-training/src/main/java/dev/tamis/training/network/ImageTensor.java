package dev.tamis.training.network;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images as an exported network reads them, {@code [n, 3, height, width]}, still on the Java heap: filled on any thread, handed
 * to ND4J by the one that owns the network.
 *
 * @param spec size and normalisation
 * @param values all of the tensor, in its order
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record ImageTensor(PreprocessSpec spec, float[] values) {
    /** Normalises images of the network's size. */
    public static ImageTensor of(List<RgbImage> images, Preprocessor preprocessor) {
        FloatBuffer values =
                FloatBuffer.allocate(images.size() * preprocessor.spec().tensorSize());
        images.forEach(image -> preprocessor.writeTensor(image, values));
        return new ImageTensor(preprocessor.spec(), values.array());
    }

    /** A copy off the heap as a network learns from it, {@code [n, height, width, 3]}; the caller closes it. */
    public INDArray toNd4j() {
        try (INDArray given = Nd4j.createFromArray(values)) {
            return given.reshape(values.length / spec.tensorSize(), RgbImage.CHANNELS, spec.height(), spec.width())
                    .permute(0, 2, 3, 1)
                    .dup('c');
        }
    }
}
