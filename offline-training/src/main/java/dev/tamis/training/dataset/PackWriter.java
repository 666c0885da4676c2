package dev.tamis.training.dataset;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a pack beside its final place and moves it there when it is whole; closed before {@link #commit}, it leaves
 * nothing. Not thread-safe.
 */
final class PackWriter implements AutoCloseable {
    private final Path target;
    private final Path temporary;
    private final PreprocessSpec spec;
    private final FileChannel channel;
    private final List<PackedImage> images = new ArrayList<>();

    PackWriter(Path target, PreprocessSpec spec) throws IOException {
        this.target = target.toAbsolutePath();
        this.spec = spec;
        Path folder = Files.createDirectories(this.target.resolveSibling("."));
        this.temporary = Files.createTempFile(folder.normalize(), target.getFileName() + ".", ".part");
        this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
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

    /** Completes the file and puts it in its place, over what stood there. */
    void commit() throws IOException {
        for (PackedImage image : images) {
            write(PackFormat.write(image));
        }
        ByteBuffer header = PackFormat.write(new PackFormat.Header(
                images.size(), spec.width(), spec.height(), channel.position(), spec.fingerprint()));
        channel.position(0);
        write(header);
        channel.force(true);
        channel.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
