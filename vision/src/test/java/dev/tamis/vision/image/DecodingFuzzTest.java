package dev.tamis.vision.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The decoder as a target for Jazzer. Without {@code JAZZER_FUZZ=1} it decodes the samples and what fuzzing found before, below
 * {@code src/test/resources}.
 */
class DecodingFuzzTest {
    @MethodSource("samples")
    @FuzzTest(maxDuration = "10m")
    void givesAnImageOrAReason(byte[] file) {
        Decoding.succeeds(file);
    }

    static Stream<Arguments> samples() {
        return Stream.of(
                        "baseline.jpg",
                        "progressive.jpg",
                        "cmyk.jpg",
                        "orientation6.jpg",
                        "interlaced.png",
                        "palette-transparent.png",
                        "grey-alpha16.png",
                        "offset.gif",
                        "interlaced.gif",
                        "rle.bmp",
                        "rgb565.bmp",
                        "lossy-alpha.webp",
                        "animated.webp")
                .map(name -> Arguments.of((Object) Samples.file(name)));
    }
}
