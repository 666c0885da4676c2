package dev.tamis.vision.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.preprocess.Preprocessor;
import dev.tamis.vision.provenance.Provenance;
import dev.tamis.vision.similarity.Pdq;

/** What the job does with the bytes of any file: an image within the limits or a reason, and never anything else. */
final class Decoding {
    /** Small, so that a damaged header cannot make a test slow. */
    static final DecodeLimits LIMITS = new DecodeLimits(1 << 20, 1_000_000);

    private static final Preprocessor PREPROCESSOR = new Preprocessor(PreprocessSpec.CIFAKE, LIMITS);

    private Decoding() {}

    /**
     * Decodes a file, hashes it, and reads what it says of its origin.
     *
     * @return whether it was an image
     */
    static boolean succeeds(byte[] file) {
        DecodedImage decoded;
        try {
            decoded = PREPROCESSOR.decode(file);
        } catch (UnreadableImageException e) {
            return false;
        }
        PreprocessedImage image = PREPROCESSOR.preprocessed(decoded);
        assertThat((long) image.width() * image.height()).isBetween(1L, LIMITS.maxPixels());
        assertThat(Pdq.of(decoded).quality()).isBetween(0, Pdq.MAX_QUALITY);
        assertThat(Provenance.of(decoded.metadata())).doesNotContainNull();
        return true;
    }
}
