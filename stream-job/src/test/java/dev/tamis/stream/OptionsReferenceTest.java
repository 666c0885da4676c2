package dev.tamis.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

class OptionsReferenceTest {
    private static final Path PAGE = Path.of("../docs/options.md");

    @Test
    void isWhatTheCodeSays() throws Exception {
        if ("write".equals(System.getProperty("tamis.docs"))) {
            Files.writeString(PAGE, OptionsReference.page());
        }

        assertThat(PAGE).content().isEqualTo(OptionsReference.page());
    }

    @Test
    void leavesOutNoOption() {
        assertThat(Arrays.stream(ModerationOptions.class.getFields())
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .filter(field -> field.getType() == ConfigOption.class))
                .hasSameSizeAs(ModerationOptions.all());
    }
}
