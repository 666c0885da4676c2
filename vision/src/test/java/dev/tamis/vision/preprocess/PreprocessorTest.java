package dev.tamis.vision.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.ImageDecoder;
import dev.tamis.vision.image.ImageFormat;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.Samples;
import dev.tamis.vision.preprocess.PreprocessSpec.ChannelOrder;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreprocessorTest {
    private static final RgbImage PAINTED = Samples.pixels("painted", Samples.WIDTH, Samples.HEIGHT);

    private final Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);

    @Test
    void passesAnImageOfTheSizeThroughUnchanged() throws Exception {
        RgbImage image = Resampler.resize(PAINTED, 32, 32);

        assertThat(preprocessor.read(PngEncoder.encode(image)).pixels()).isEqualTo(image);
    }

    @Test
    void seesOfAJpegOfItsSizeWhatTheDecoderSees() throws Exception {
        Preprocessor sampleSized = new Preprocessor(
                new PreprocessSpec(
                        Samples.WIDTH,
                        Samples.HEIGHT,
                        Layout.NCHW,
                        ChannelOrder.RGB,
                        PreprocessSpec.CIFAKE.mean(),
                        PreprocessSpec.CIFAKE.std()),
                DecodeLimits.DEFAULT);
        byte[] file = Samples.file("baseline.jpg");

        assertThat(sampleSized.read(file).pixels())
                .isEqualTo(new ImageDecoder(DecodeLimits.DEFAULT)
                        .decode(file, Integer.MAX_VALUE)
                        .pixels());
    }

    @Test
    void stretchesTheWholeImage() throws Exception {
        PreprocessedImage image = preprocessor.read(Samples.file("rgb.png"));

        assertThat(image.pixels()).isEqualTo(Resampler.resize(PAINTED, 32, 32));
    }

    @Test
    void reportsTheImageAsItIsDisplayed() throws Exception {
        PreprocessedImage image = preprocessor.read(Samples.file("orientation6.jpg"));

        assertThat(image.format()).isEqualTo(ImageFormat.JPEG);
        assertThat(image.width()).isEqualTo(Samples.WIDTH);
        assertThat(image.height()).isEqualTo(Samples.HEIGHT);
    }

    @Test
    void writesTheSpecifiedLayoutChannelsAndNormalisation() {
        RgbImage image = new RgbImage(2, 1, new byte[] {0, 51, (byte) 255, 51, 51, 51});

        assertThat(tensor(image, Layout.NCHW, ChannelOrder.RGB)).containsExactly(0, 0.2f, 0, 0, 3, -1);
        assertThat(tensor(image, Layout.NHWC, ChannelOrder.RGB)).containsExactly(0, 0, 3, 0.2f, 0, -1);
        assertThat(tensor(image, Layout.NCHW, ChannelOrder.BGR)).containsExactly(1, 0.2f, 0, 0, -2, -1);
    }

    @Test
    void refusesToWriteAnImageOfAnotherSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> preprocessor.writeTensor(PAINTED, FloatBuffer.allocate(3 * 40 * 30)))
                .withMessage("32 x 32 pixels expected, found 40 x 30");
    }

    /** Normalises the three tensor channels by (v - 0) / 1, (v - 0.2) / 1 and (v - 0.4) / 0.2. */
    private static float[] tensor(RgbImage image, Layout layout, ChannelOrder channels) {
        PreprocessSpec spec =
                new PreprocessSpec(2, 1, layout, channels, List.of(0f, 0.2f, 0.4f), List.of(1f, 1f, 0.2f));
        FloatBuffer tensor = FloatBuffer.allocate(spec.tensorSize());
        new Preprocessor(spec, DecodeLimits.DEFAULT).writeTensor(image, tensor);
        assertThat(tensor.hasRemaining()).isFalse();
        float[] rounded = new float[tensor.capacity()];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = Math.round(tensor.get(i) * 1e5f) / 1e5f;
        }
        return rounded;
    }
}
