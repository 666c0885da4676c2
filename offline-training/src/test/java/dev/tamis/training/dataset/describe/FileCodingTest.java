package dev.tamis.training.dataset.describe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.training.PaintedDataSet;
import dev.tamis.training.dataset.Label;
import dev.tamis.vision.image.ImageFormat;
import dev.tamis.vision.image.JpegEncoder;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCodingTest {
    private final RgbImage image = PaintedDataSet.image(Label.REAL, new Random(1));

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 50, 75, 95, 100})
    void namesTheQualityAndTheSampling(int quality) {
        assertThat(FileCoding.of(ImageFormat.JPEG, JpegEncoder.encode(image, quality)))
                .isEqualTo("JPEG 4:2:0, IJG quality " + quality);
    }

    @Test
    void tellsOtherTablesApart() {
        byte[] file = JpegEncoder.encode(image, 75);
        int firstTable = 25; // behind start of image, JFIF and the table's head
        file[firstTable]++;
        String one = FileCoding.of(ImageFormat.JPEG, file);
        file[firstTable]++;

        assertThat(one).startsWith("JPEG 4:2:0, tables ");
        assertThat(FileCoding.of(ImageFormat.JPEG, file))
                .startsWith("JPEG 4:2:0, tables ")
                .isNotEqualTo(one);
    }

    @Test
    void namesOtherFormats() {
        assertThat(FileCoding.of(ImageFormat.PNG, PngEncoder.encode(image))).isEqualTo("PNG");
    }
}
