package dev.tamis.vision.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.ImageFormat;
import dev.tamis.vision.image.JpegEncoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.Samples;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.preprocess.Preprocessor;
import dev.tamis.vision.preprocess.Resampler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QualityGateTest {
    private static final Preprocessor PREPROCESSOR = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);

    @Test
    void letsAnOrdinaryImagePass() {
        assertThat(QualityGate.DEFAULT.defects(image(32, 640, 75), -1)).isEmpty();
        assertThat(QualityGate.DEFAULT.defects(image(640, 32, null), -1.8)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "31, 640, 75, -1, TOO_SMALL",
        "640, 31, 75, -1, TOO_SMALL",
        "640, 640, 29, -1, HEAVILY_COMPRESSED",
        "640, 640, 75, -1.81, LACKS_DETAIL",
    })
    void saysWhatIsWrongWithAPoorOne(int width, int height, int jpegQuality, double fineDetail, Defect defect) {
        assertThat(QualityGate.DEFAULT.defects(image(width, height, jpegQuality), fineDetail))
                .containsExactly(defect);
    }

    @Test
    void saysEverythingThatIsWrong() {
        assertThat(QualityGate.DEFAULT.defects(image(8, 8, 5), -3)).containsExactly(Defect.values());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10, 29, 30, 50, 75, 90, 95, 100})
    void readsFromAFileAtWhichQualityItWasWritten(int quality) throws Exception {
        byte[] file = JpegEncoder.encode(Samples.pixels("painted", Samples.WIDTH, Samples.HEIGHT), quality);

        assertThat(PREPROCESSOR.read(file).jpegQuality()).isBetween(Math.min(quality, 99) - 1, quality + 1);
    }

    @Test
    void findsNoDetailInAnEnlargedThumbnail() throws Exception {
        RgbImage thumbnail = Resampler.resize(Samples.pixels("painted", Samples.WIDTH, Samples.HEIGHT), 8, 8);
        byte[] file = JpegEncoder.encode(Resampler.resize(thumbnail, 512, 512), 90);
        PreprocessedImage image = PREPROCESSOR.read(file);

        assertThat(QualityGate.DEFAULT.defects(image, FineDetail.of(image.pixels())))
                .containsExactly(Defect.LACKS_DETAIL);
    }

    private static PreprocessedImage image(int width, int height, @Nullable Integer jpegQuality) {
        return new PreprocessedImage(new RgbImage(1, 1, new byte[3]), ImageFormat.JPEG, width, height, jpegQuality);
    }
}
