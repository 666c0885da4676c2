package dev.tamis.generator.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UploadTest {
    @ParameterizedTest
    @CsvSource({
        "holiday.jpg,       image/jpeg",
        "HOLIDAY.JPEG,      image/jpeg",
        "a/b.c/drawing.png, image/png",
        "wink.gif,          image/gif",
        "scan.bmp,          image/bmp",
        "photo.webp,        image/webp",
        "notes.txt,         application/octet-stream",
        "png,               application/octet-stream",
        "a.png/readme,      application/octet-stream"
    })
    void declaresWhatItsExtensionStandsFor(String name, String contentType) {
        Upload upload = Upload.named(name, () -> new byte[0]);

        assertThat(upload.declaredContentType()).isEqualTo(contentType);
    }
}
