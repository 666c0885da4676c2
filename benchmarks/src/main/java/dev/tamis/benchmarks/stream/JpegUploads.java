package dev.tamis.benchmarks.stream;

import dev.tamis.generator.load.AccountUpload;
import dev.tamis.generator.load.Expected.AnyVerdict;
import dev.tamis.generator.load.Upload;
import dev.tamis.generator.load.UploadSequence;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * JPEGs of one size as uploads of several accounts. Every upload is a file of its own: one of some pictures, with its number
 * behind the end of the image, which decoders do not read.
 */
public final class JpegUploads implements UploadSequence {
    private static final int ACCOUNTS = 200;

    private final UploadSize size;
    private final String run;
    private final List<byte[]> pictures = new ArrayList<>();

    /** @param run begins the ids, so that another run is other submissions */
    public JpegUploads(UploadSize size, String run) {
        this.size = size;
        this.run = run;
    }

    @Override
    public void prepare() {
        for (int i = pictures.size(); i < size.pictures(); i++) {
            pictures.add(Photographs.jpeg(i, size.width(), size.height()));
        }
    }

    @Override
    public Step step(int number) {
        Upload upload = new Upload(number + ".jpg", "image/jpeg", () -> file(number));
        return new Step(
                new AccountUpload(run + '-' + number, "account-" + number % ACCOUNTS, upload), new AnyVerdict(), null);
    }

    /** The bytes of an upload. */
    public byte[] file(int number) {
        byte[] picture = pictures.get(number % pictures.size());
        return ByteBuffer.allocate(picture.length + Integer.BYTES)
                .put(picture)
                .putInt(number)
                .array();
    }
}
