package dev.tamis.vision.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdqHashTest {
    private static final String TEXT = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

    @Test
    void readsWhatItWrites() {
        assertThat(PdqHash.parse(TEXT)).hasToString(TEXT);
    }

    @Test
    void countsTheBitsThatDiffer() {
        PdqHash hash = PdqHash.parse(TEXT);

        assertThat(hash.distance(hash)).isZero();
        assertThat(hash.distance(new PdqHash(~hash.first(), hash.second(), ~hash.third(), hash.fourth() ^ 1)))
                .isEqualTo(129);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "f8", "g8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"})
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> PdqHash.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
