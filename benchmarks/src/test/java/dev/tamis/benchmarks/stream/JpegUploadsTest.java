package dev.tamis.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.generator.load.AccountUpload;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.preprocess.Preprocessor;
import org.junit.jupiter.api.Test;

final class JpegUploadsTest {
    @Test
    void areFilesOfTheirOwnThatCanBeRead() throws Exception {
        JpegUploads uploads = new JpegUploads(UploadSize.PX_32, "run");
        uploads.prepare();
        int samePicture = UploadSize.PX_32.pictures();

        assertThat(uploads.file(0)).isNotEqualTo(uploads.file(samePicture)).hasSameSizeAs(uploads.file(samePicture));
        JpegUploads other = new JpegUploads(UploadSize.PX_32, "another run");
        other.prepare();
        assertThat(uploads.file(0)).isNotEqualTo(other.file(0));
        Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);
        PreprocessedImage image = preprocessor.read(uploads.file(0));
        assertThat(image.width()).isEqualTo(32);
        assertThat(image.pixels())
                .isEqualTo(preprocessor.read(uploads.file(samePicture)).pixels());
        assertThat(((AccountUpload) uploads.step(7).event()).submissionId()).isEqualTo("run-7");
    }

    @Test
    void areTheSameFilesEachTime() {
        assertThat(Photographs.jpeg(3, 40, 30)).isEqualTo(Photographs.jpeg(3, 40, 30));
    }
}
