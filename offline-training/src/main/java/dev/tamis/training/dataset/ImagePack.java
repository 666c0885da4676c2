package dev.tamis.training.dataset;

import dev.tamis.vision.image.RgbImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;

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

    /**
     * Maps a pack.
     *
     * @param fingerprint of the preprocessing that the caller uses
     * @throws UnusableDataSetException where the file is no whole pack of this version, or was made by another
     *     preprocessing
     */
    public static ImagePack open(Path path, String fingerprint) throws IOException, UnusableDataSetException {
        MappedByteBuffer file;
        try (FileChannel channel = FileChannel.open(path)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new UnusableDataSetException("a pack is smaller than 2 GiB: " + path + " is not");
            }
            file = channel.map(MapMode.READ_ONLY, 0, channel.size());
        }
        try {
            PackFormat.Header header = PackFormat.readHeader(file.duplicate());
            if (!header.fingerprint().equals(fingerprint)) {
                throw new UnusableDataSetException("made with preprocessing " + header.fingerprint()
                        + ", while this version's is " + fingerprint + "; import the data set again");
            }
            return new ImagePack(header, file, PackFormat.readIndex(header, file.duplicate()));
        } catch (UnusableDataSetException e) {
            throw new UnusableDataSetException(path + ": " + e.getMessage());
        }
    }

    /** SHA-256 of the pack's index: places, labels and hashes of all its files. */
    public String contentHash() {
        ByteBuffer index = file.duplicate();
        index.position(header.indexOffset());
        return Sha256.of(index);
    }

    /** What is known of each image, in the pack's order. */
    public List<PackedImage> images() {
        return images;
    }

    /** The pixels of the image at a position of {@link #images}. */
    public RgbImage pixels(int position) {
        byte[] rgb = new byte[header.imageBytes()];
        ByteBuffer view = file.duplicate();
        view.position(PackFormat.HEADER_BYTES + position * rgb.length).get(rgb);
        return new RgbImage(header.width(), header.height(), rgb);
    }
}
