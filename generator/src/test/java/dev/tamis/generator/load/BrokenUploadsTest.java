package dev.tamis.generator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.RejectionReason;
import dev.tamis.schemas.UnreadableMessageException;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BrokenUploadsTest {
    private static final Preprocessor PREPROCESSOR = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);

    static Stream<BrokenUpload> files() {
        return BrokenUploads.all().stream().filter(broken -> broken.event() instanceof Upload);
    }

    static Stream<BrokenUpload> records() {
        return BrokenUploads.all().stream().filter(broken -> broken.event() instanceof RawRecord);
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileHasTheExpectedOutcome(BrokenUpload broken) throws IOException {
        assertThat(outcome(((Upload) broken.event()).payload().read())).isEqualTo(broken.expected());
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordIsNoSubmission(BrokenUpload broken) {
        MessageCodec<ImageSubmission> codec = MessageCodec.of(ImageSubmission.class);
        byte[] value = ((RawRecord) broken.event()).value();

        assertThat(broken.expected()).isEqualTo(new Expected.Rejection(RejectionReason.NOT_A_SUBMISSION));
        if (value != null) {
            assertThatThrownBy(() -> codec.decode(value)).isInstanceOf(UnreadableMessageException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileIsTheSameEveryTime(BrokenUpload broken) throws IOException {
        Payload payload = ((Upload) broken.event()).payload();

        assertThat(payload.read()).isEqualTo(payload.read());
    }

    @Test
    void everyNameStandsForOneThing() {
        List<String> names = BrokenUploads.all().stream()
                .map(broken -> broken.event().name())
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    private static Expected outcome(byte[] file) {
        try {
            PREPROCESSOR.read(file);
            return new Expected.AnyVerdict();
        } catch (UnreadableImageException e) {
            return new Expected.Rejection(RejectionReason.valueOf(e.reason().name()));
        }
    }
}
