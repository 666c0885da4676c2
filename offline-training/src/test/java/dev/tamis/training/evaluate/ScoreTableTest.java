package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.LabelledImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTableTest {
    @TempDir
    Path folder;

    @Test
    void writesEveryDigitAndQuotesNames() throws IOException {
        Path file = folder.resolve("scores.csv");
        ScoreTable.write(
                List.of(new ScoredImage(
                        new LabelledImage("test/FAKE/a, \"b\".jpg", Label.FAKE, "", Map.of()), 0.1 + 0.2, true)),
                file);

        assertThat(file).hasContent("path,label,score\r\n\"test/FAKE/a, \"\"b\"\".jpg\",FAKE,0.30000000000000004\r\n");
    }
}
