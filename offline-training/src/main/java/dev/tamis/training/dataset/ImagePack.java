package dev.tamis.training.dataset;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A data set packed into one memory-mapped file: every image decoded and brought to the network's size. Immutable;
 * threads may share one.
 *
 * <p>See {@link PackFormat} for the file.
 */
public final class ImagePack {
    private final PackFormat.Header header;
    private final MappedByteBuffer file;
    private final List<PackedImage> images;

    private ImagePack(PackFormat.Header header, MappedByteBuffer file, List<PackedImage> images) {
        this.header = header;
        this.file = file;
        this.images = images;
    }

    /** Tells a pack from other files and folders by its first bytes. */
    public static boolean isPack(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream file = Files.newInputStream(path)) {
            return PackFormat.isMagic(file.readNBytes(PackFormat.MAGIC_BYTES));
        }
    }

    /**
     * Maps a pack.
     *
     * @param preprocessing that the caller uses; only its size and resampling matter, since a pack holds plain pixels
     * @throws UnusableDataSetException where the file is no whole pack of this version, or was made by another
     *     preprocessing
     */
    public static ImagePack open(Path path, PreprocessSpec preprocessing) throws IOException, UnusableDataSetException {
        if (!isPack(path)) {
            throw new UnusableDataSetException("no pack of images at " + path + "; ./tamis dataset import makes one");
        }
        MappedByteBuffer file;
        try (FileChannel channel = FileChannel.open(path)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new UnusableDataSetException("a pack is smaller than 2 GiB: " + path + " is not");
            }
            file = channel.map(MapMode.READ_ONLY, 0, channel.size());
        }
        try {
            PackFormat.Header header = PackFormat.readHeader(file.duplicate());
            if (header.width() != preprocessing.width() || header.height() != preprocessing.height()) {
                throw new UnusableDataSetException(
                        "holds images of %d x %d pixels, while %d x %d are asked for; give the folder that it was imported from"
                                .formatted(
                                        header.width(),
                                        header.height(),
                                        preprocessing.width(),
                                        preprocessing.height()));
            }
            String fingerprint = preprocessing.plain().fingerprint();
            if (!header.fingerprint().equals(fingerprint)) {
                throw new UnusableDataSetException("made with preprocessing " + header.fingerprint()
                        + ", while this version's is " + fingerprint + "; import the data set again");
            }
            return new ImagePack(header, file, PackFormat.readIndex(header, file.duplicate()));
        } catch (UnusableDataSetException e) {
            throw new UnusableDataSetException(path + ": " + e.getMessage());
        }
    }

    /** What is known of each image, in the pack's order. */
    public List<PackedImage> images() {
        return images;
    }

    /** The positions of a split's images, in the pack's order. */
    public List<Integer> rows(Split split) {
        return IntStream.range(0, images.size())
                .filter(row -> images.get(row).place().split() == split)
                .boxed()
                .toList();
    }

    /** The pixels of the image at a position of {@link #images}. */
    public RgbImage pixels(int position) {
        byte[] rgb = new byte[header.imageBytes()];
        ByteBuffer view = file.duplicate();
        view.position(PackFormat.HEADER_BYTES + position * rgb.length).get(rgb);
        return new RgbImage(header.width(), header.height(), rgb);
    }
}
