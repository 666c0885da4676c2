package dev.tamis.training.dataset.build;

import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Split;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A photograph of CIFAR-10 in a batch of its binary version: a label byte, then 32 x 32 values of red, of green and of blue,
 * row by row.
 *
 * @param index position in the batch, from 0
 */
record CifarRecord(Path batch, int index, Split split, CifarClass subject) implements SourceImage {
    static final int SIDE = 32;
    static final int BYTES = 1 + RgbImage.CHANNELS * SIDE * SIDE;

    @Override
    public Label label() {
        return Label.REAL;
    }

    @Override
    public String name() {
        return batch.getFileName() + "#" + index;
    }

    @Override
    public Map<String, Object> remarks() {
        return Map.of();
    }

    @Override
    public byte[] read() throws IOException {
        ByteBuffer record = ByteBuffer.allocate(BYTES);
        try (SeekableByteChannel file = Files.newByteChannel(batch)) {
            file.position((long) index * BYTES);
            while (record.hasRemaining() && file.read(record) >= 0) {
                // reads on
            }
        }
        if (record.hasRemaining()) {
            throw new IOException(batch + " has become shorter while it was read");
        }
        return record.array();
    }

    @Override
    public RgbImage pixels(byte[] bytes, Preprocessor preprocessor) {
        int plane = SIDE * SIDE;
        byte[] rgb = new byte[RgbImage.CHANNELS * plane];
        for (int pixel = 0; pixel < plane; pixel++) {
            for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
                rgb[RgbImage.CHANNELS * pixel + channel] = bytes[1 + channel * plane + pixel];
            }
        }
        return preprocessor.resize(new RgbImage(SIDE, SIDE, rgb));
    }
}
