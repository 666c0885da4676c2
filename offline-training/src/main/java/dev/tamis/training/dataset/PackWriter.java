package dev.tamis.training.dataset;

import dev.tamis.training.file.AtomicFiles;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Writes a pack: images as they come, then {@link #finish}, without which the file is none. Not thread-safe. */
final class PackWriter implements AutoCloseable {
    private final Path file;
    private final PreprocessSpec spec;
    private final FileChannel channel;
    private final List<PackedImage> images = new ArrayList<>();

    PackWriter(Path file, PreprocessSpec spec) throws IOException {
        this.file = file;
        this.spec = spec;
        this.channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        channel.position(PackFormat.HEADER_BYTES);
    }

    /** Appends an image of the preprocessing's size. */
    void add(PackedImage image, RgbImage pixels) throws IOException {
        if (pixels.width() != spec.width() || pixels.height() != spec.height()) {
            throw new IllegalArgumentException("%d x %d pixels expected, found %s: %s"
                    .formatted(
                            spec.width(), spec.height(), pixels, image.place().path()));
        }
        write(ByteBuffer.wrap(pixels.rgb()));
        images.add(image);
    }

    /** Appends the index and writes the header that makes the file a pack. */
    void finish() throws IOException {
        for (PackedImage image : images) {
            write(PackFormat.write(image));
        }
        if (channel.position() > Integer.MAX_VALUE) {
            throw new IOException("a pack is smaller than 2 GiB, %d images are not".formatted(images.size()));
        }
        PackFormat.Header header = new PackFormat.Header(
                images.size(),
                spec.width(),
                spec.height(),
                channel.position(),
                spec.plain().fingerprint());
        channel.position(0);
        write(PackFormat.write(header));
        channel.force(true);
    }

    private void write(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw AtomicFiles.unwritable(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
