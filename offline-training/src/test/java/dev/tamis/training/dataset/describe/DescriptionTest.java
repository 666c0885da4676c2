package dev.tamis.training.dataset.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.training.PaintedDataSet;
import dev.tamis.training.dataset.ImageSource;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.DecodedImage;
import dev.tamis.vision.image.ImageDecoder;
import dev.tamis.vision.image.JpegEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptionTest {
    @TempDir
    Path folder;

    private final AtomicInteger seen = new AtomicInteger();

    @BeforeEach
    void paint() throws IOException {
        PaintedDataSet.paint(data(), 12);
    }

    @Test
    void countsWhatThereIs() throws Exception {
        LeakageReport report = describe().report();

        assertThat(seen).hasValue(48);
        assertThat(report.images()).isEqualTo(48);
        assertThat(report.folders())
                .extracting(LeakageReport.Folder::folder)
                .containsExactly("test/FAKE", "test/REAL", "train/FAKE", "train/REAL");
        assertThat(report.folders()).extracting(LeakageReport.Folder::images).containsOnly(12L);
        assertThat(report.classes()).containsExactly(new LeakageReport.Subject("airplane", 24, 24));
        assertThat(report.byteTwins().pairs()).isZero();
    }

    @Test
    void measuresHowFarEachTraitSeparatesTheLabels() throws Exception {
        LeakageReport report = describe().report();

        Separation brightness = alone(report, Trait.BRIGHTNESS);
        assertThat(brightness.auroc()).isGreaterThan(0.95); // a red tint is brighter than a blue one
        assertThat(brightness.higher()).isEqualTo(Label.REAL);
        assertThat(alone(report, Trait.FILE_SIZE).auroc()).isBetween(0.5, 0.85);
        assertThat(report.codingAuroc()).isEqualTo(0.5);
        assertThat(report.traits()).allSatisfy(trait -> {
            assertThat(trait.histogram().stream()
                            .mapToDouble(Histogram.Bin::fake)
                            .sum())
                    .isCloseTo(1, within(1e-9));
            assertThat(trait.histogram().stream()
                            .mapToDouble(Histogram.Bin::real)
                            .sum())
                    .isCloseTo(1, within(1e-9));
        });
    }

    @Test
    void seesACodingThatBelongsToOneLabel() throws Exception {
        for (int i = 0; i < 12; i++) {
            Files.write(
                    data().resolve("train/REAL/%04d.jpg".formatted(i)),
                    JpegEncoder.encode(PaintedDataSet.image(Label.REAL, new Random(i)), 40));
        }

        LeakageReport report = describe().report();
        assertThat(report.codings()).contains(new LeakageReport.Coding("JPEG 4:2:0, IJG quality 40", 0, 12));
        assertThat(report.codingAuroc()).isCloseTo(0.75, within(1e-9));
    }

    @Test
    void findsTwinsAcrossTheSplits() throws Exception {
        byte[] file = Files.readAllBytes(data().resolve("train/FAKE/0003.jpg"));
        Files.write(data().resolve("test/FAKE/0005.jpg"), file);
        DecodedImage decoded = new ImageDecoder(DecodeLimits.DEFAULT).decode(file, Integer.MAX_VALUE);
        Files.write(data().resolve("test/REAL/0007.jpg"), JpegEncoder.encode(decoded.pixels(), 90));

        LeakageReport report = describe().report();
        assertThat(report.byteTwins().list())
                .extracting(pair -> pair.first().path(), pair -> pair.second().path())
                .containsExactly(tuple("train/FAKE/0003.jpg", "test/FAKE/0005.jpg"));
        assertThat(report.nearTwins().mixed()).isEqualTo(2);
        assertThat(report.nearTwins().testImages()).isEqualTo(1);
    }

    @Test
    void writesAPageThatNeedsNothingElse() throws Exception {
        Files.copy(data().resolve("train/FAKE/0003.jpg"), data().resolve("test/FAKE/9999.jpg"));
        describe().write(folder.resolve("out"));

        String page = Files.readString(folder.resolve("out/leakage.html"));
        assertThat(page)
                .contains("<td>train/FAKE</td><td>12</td>", "AUROC of the power at one radius alone", "<svg", "</html>")
                .doesNotContain("http", "<script", "{{", "NaN");
        byte[] sheet = Files.readAllBytes(folder.resolve("out/contact-sheet.png"));
        DecodedImage image = new ImageDecoder(DecodeLimits.DEFAULT).decode(sheet, Integer.MAX_VALUE);
        assertThat(image.header().width()).isEqualTo(4 + 16 * 68);
        assertThat(image.header().height()).isEqualTo(4 + 68);
    }

    @Test
    void namesUnreadableFilesAndEmptySources() throws Exception {
        Files.writeString(data().resolve("train/FAKE/0001.jpg"), "no image");
        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(this::describe)
                .withMessageContaining("train/FAKE/0001.jpg: UNKNOWN_FORMAT");

        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> Description.of(ImageSource.of(empty), () -> {}))
                .withMessageContaining("no images; a data set is {train,test}/{FAKE,REAL}/*");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Description describe() throws IOException, UnusableDataSetException {
        return Description.of(ImageSource.of(data()), seen::incrementAndGet);
    }

    private static Separation alone(LeakageReport report, Trait trait) {
        return report.traits().stream()
                .filter(figures -> figures.trait() == trait)
                .findAny()
                .orElseThrow()
                .alone();
    }
}
