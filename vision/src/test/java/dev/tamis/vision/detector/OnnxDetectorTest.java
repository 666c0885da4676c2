package dev.tamis.vision.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.vision.image.RgbImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxDetectorTest {
    @Test
    void scoresEachImageOfABatchInOrder() throws Exception {
        List<RgbImage> images = List.of(grey(40), grey(128), grey(220));
        try (OnnxDetector detector = OnnxDetector.load(FixtureDetector.model(), "fixture")) {
            List<Detection> detections = detector.detect(images);
            for (int i = 0; i < images.size(); i++) {
                assertThat(detections.get(i).score())
                        .isCloseTo(1 - FixtureDetector.probabilityReal(images.get(i)), within(1e-6));
            }
        }
    }

    private static RgbImage grey(int value) {
        byte[] rgb = new byte[3 * 32 * 32];
        Arrays.fill(rgb, (byte) value);
        return new RgbImage(32, 32, rgb);
    }
}
