package dev.tamis.generator.load;

import org.jspecify.annotations.Nullable;

/** Uploads that a seed and a number decide, so that they can be repeated. One thread uses it. */
public interface UploadSequence {
    /**
     * One submission.
     *
     * @param event what to send
     * @param expected the outcome that it should have
     * @param again what to send after it, a submission of before or this one; null for nothing
     */
    public record Step(
            UploadEvent event, Expected expected, @Nullable UploadEvent again) {}

    /** Does what would hold the first uploads up. */
    void prepare();

    /**
     * An upload.
     *
     * @param number counts from 0
     */
    Step step(int number);
}
