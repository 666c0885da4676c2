package dev.tamis.benchmarks;

import dev.tamis.generator.load.AccountUpload;
import dev.tamis.generator.load.UploadSequence;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Sizes of what a sequence of uploads sends. */
final class SentBytes {
    private static final int SAMPLE = 1000;

    /** Id, account, name, type and time beside the payload. */
    private static final int ENVELOPE = 100;

    private SentBytes() {}

    /** Mean size of the records of submissions, about. */
    static int mean(UploadSequence uploads) {
        long sum = 0;
        for (int number = 0; number < SAMPLE; number++) {
            try {
                sum += ENVELOPE
                        + ((AccountUpload) uploads.step(number).event())
                                .upload()
                                .payload()
                                .read()
                                .length;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return (int) (sum / SAMPLE);
    }
}
