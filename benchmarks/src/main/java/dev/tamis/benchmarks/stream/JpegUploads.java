package dev.tamis.benchmarks.stream;

import dev.tamis.generator.load.AccountUpload;
import dev.tamis.generator.load.Expected.AnyVerdict;
import dev.tamis.generator.load.SendResult;
import dev.tamis.generator.load.SendResult.NotSent;
import dev.tamis.generator.load.SubmissionSender;
import dev.tamis.generator.load.Upload;
import dev.tamis.generator.load.UploadSequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * JPEGs of one size as uploads of several accounts. Every upload is a file of its own: one of some pictures, with its run and
 * number behind the end of the image, which decoders do not read.
 */
public final class JpegUploads implements UploadSequence {
    static final int ACCOUNTS = 200;

    private final UploadSize size;
    private final String run;
    private final List<byte[]> pictures = new ArrayList<>();

    /** @param run begins the ids, so that another run is other submissions, of other files */
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

    /**
     * Sends the first of them to the topic of the submissions.
     *
     * @throws IOException where the broker does not take one
     */
    public void send(String bootstrapServers, int images) throws IOException {
        prepare();
        AtomicReference<@Nullable SendResult> failed = new AtomicReference<>();
        try (SubmissionSender sender = SubmissionSender.connect(bootstrapServers, "benchmark", Clock.systemUTC())) {
            for (int number = 0; number < images; number++) {
                sender.send(step(number).event()).thenAccept(result -> {
                    if (result instanceof NotSent) {
                        failed.set(result);
                    }
                });
            }
        }
        if (failed.get() != null) {
            throw new IOException("the broker does not take the uploads: " + failed.get());
        }
    }

    /** The bytes of an upload. */
    public byte[] file(int number) {
        byte[] picture = pictures.get(number % pictures.size());
        return ByteBuffer.allocate(picture.length + 2 * Integer.BYTES)
                .put(picture)
                .putInt(run.hashCode())
                .putInt(number)
                .array();
    }
}
