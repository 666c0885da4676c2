package dev.tamis.stream.reference;

import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.Records;
import dev.tamis.schemas.RejectionReason;
import dev.tamis.stream.ingest.Submission;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Paths;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * Reads the files that submissions refer to: by https, and by every file system that Flink has a plugin for (file, s3, gs,
 * hdfs). Threads may share one; whoever makes it closes it.
 */
final class ReferenceReader implements AutoCloseable {
    private static final int CHUNK_BYTES = 64 << 10;

    private final ReferenceSettings settings;
    private final HttpFiles http;

    /** A file that is larger than allowed. */
    private static final class TooManyBytesException extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** A file that took too long. */
    private static final class TooSlowException extends IOException {
        private static final long serialVersionUID = 1;

        TooSlowException(Duration timeout) {
            super("the file took longer than " + timeout.toMillis() + " ms");
        }
    }

    ReferenceReader(ReferenceSettings settings) {
        this.settings = settings;
        this.http = new HttpFiles(settings);
    }

    /** Reads a submission's file once. */
    ReferenceReading read(Submission submission) {
        Optional<URI> allowed = settings.allowed().allowed(submission.message().getReference());
        if (allowed.isEmpty()) {
            return ReferenceReading.failed(
                    submission, RejectionReason.REFERENCE_REFUSED, "the reference is none of those that may be read");
        }
        URI uri = allowed.get();
        try {
            return ReferenceReading.read(withPayload(submission, bytes(uri)));
        } catch (TooManyBytesException e) {
            return ReferenceReading.failed(
                    submission,
                    RejectionReason.TOO_MANY_BYTES,
                    "at most %d bytes expected, found more".formatted(settings.maxBytes()));
        } catch (PublicDns.PrivateAddressException | HttpFiles.RefusedException e) {
            return ReferenceReading.failed(submission, RejectionReason.REFERENCE_REFUSED, detail(uri, e));
        } catch (FileNotFoundException | NoSuchFileException | UnsupportedFileSystemSchemeException e) {
            return ReferenceReading.failed(submission, RejectionReason.REFERENCE_UNREACHABLE, detail(uri, e));
        } catch (HttpFiles.AnswerException e) {
            return e.isForNow()
                    ? ReferenceReading.unreachable(submission, detail(uri, e))
                    : ReferenceReading.failed(submission, RejectionReason.REFERENCE_UNREACHABLE, detail(uri, e));
        } catch (IOException | RuntimeException e) { // file systems of plugins throw what they like
            return ReferenceReading.unreachable(submission, detail(uri, e));
        }
    }

    private byte[] bytes(URI uri) throws IOException {
        if (uri.getScheme().equalsIgnoreCase("https") || uri.getScheme().equalsIgnoreCase("http")) {
            return http.read(uri, this::limited);
        }
        requireInside(uri);
        try (InputStream bytes = FileSystem.get(uri).open(new Path(uri))) {
            return limited(bytes);
        }
    }

    /** A link in a folder must not lead out of it. */
    private void requireInside(URI uri) throws IOException {
        if (!uri.getScheme().equalsIgnoreCase("file")) {
            return;
        }
        java.nio.file.Path real = Paths.get(uri.getPath()).toRealPath();
        for (URI address : settings.allowed().addresses()) {
            if (address.getScheme().equalsIgnoreCase("file")
                    && real.startsWith(Paths.get(address.getPath()).toRealPath())) {
                return;
            }
        }
        throw new HttpFiles.RefusedException("the file is a link to where nothing may be read");
    }

    private byte[] limited(InputStream bytes) throws IOException {
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int count = bytes.read(chunk); count >= 0; count = bytes.read(chunk)) {
            read.write(chunk, 0, count);
            if (read.size() > settings.maxBytes()) {
                throw new TooManyBytesException();
            }
            if (System.nanoTime() > deadline) {
                throw new TooSlowException(settings.timeout());
            }
        }
        return read.toByteArray();
    }

    private static Submission withPayload(Submission submission, byte[] payload) {
        ImageSubmission message = Records.copyOf(submission.message());
        message.setPayload(ByteBuffer.wrap(payload));
        return new Submission(submission.position(), message, submission.reported());
    }

    /** The message of an exception may hold the whole URI, which may hold a signature. */
    private static String detail(URI uri, Exception e) {
        String why = String.valueOf(e.getMessage());
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return "%s cannot be read: %s".formatted(AllowedReferences.shown(uri), why.contains("?") ? kind : why);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
