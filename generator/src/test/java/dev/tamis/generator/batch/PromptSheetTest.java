package dev.tamis.generator.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.generator.diffusion.GenerationRequest;
import dev.tamis.generator.diffusion.SchedulerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptSheetTest {
    private static final GenerationRequest USUAL =
            new GenerationRequest("", "", 0, SchedulerKind.EULER_ANCESTRAL, 50, 7.5, 512, 512);

    @TempDir
    private Path folder;

    @Test
    void hasThePromptsOfThePaper() {
        PromptSheet sheet = PromptSheet.cifake();

        assertThat(sheet.prompts().keySet())
                .containsExactly(
                        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
        assertThat(sheet.prompts().values()).extracting(List::size).containsExactly(6, 4, 6, 8, 6, 8, 7, 6, 8, 9);
        assertThat(sheet.prompts().values().stream().flatMap(List::stream))
                .doesNotHaveDuplicates()
                .allMatch(prompt -> prompt.startsWith("a photograph of a"));
    }

    @Test
    void usesThePromptsOfAClassEquallyInEachSplit() {
        List<ImageOrder> orders = PromptSheet.cifake().orders(USUAL, 1, 5000, 1000);

        assertThat(orders).hasSize(60_000);
        assertThat(orders).extracting(ImageOrder::file).doesNotHaveDuplicates().contains("test/frog/00999.png");
        assertThat(orders).extracting(order -> order.request().seed()).doesNotHaveDuplicates();
        Map<String, Long> uses = orders.stream()
                .filter(order -> "frog".equals(order.remarks().get("class")))
                .filter(order -> "train".equals(order.remarks().get("split")))
                .collect(Collectors.groupingBy(order -> order.request().prompt(), Collectors.counting()));
        assertThat(uses).hasSize(7);
        assertThat(uses.values()).allMatch(count -> count == 714 || count == 715);
    }

    @Test
    void drawsOtherSeedsForAnotherSeed() {
        PromptSheet sheet = PromptSheet.cifake();

        assertThat(sheet.orders(USUAL, 1, 3, 0)).isEqualTo(sheet.orders(USUAL, 1, 3, 0));
        assertThat(sheet.orders(USUAL, 2, 3, 0))
                .extracting(order -> order.request().seed())
                .doesNotContainAnyElementsOf(sheet.orders(USUAL, 1, 3, 0).stream()
                        .map(order -> order.request().seed())
                        .toList());
    }

    @Test
    void readsASheetOfOthers() throws Exception {
        Path file = Files.writeString(
                folder.resolve("sheet.tsv"), "# mine\n\nfox\ta fox\n fox \ta red fox \nowl\tan owl\n");

        assertThat(PromptSheet.read(file).prompts())
                .isEqualTo(Map.of("fox", List.of("a fox", "a red fox"), "owl", List.of("an owl")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fox a fox", "\ta fox", "fox\ta\tfox", "../fox\ta fox", "..\ta fox"})
    void namesALineThatIsNone(String line) throws Exception {
        Path file = Files.writeString(folder.resolve("sheet.tsv"), "owl\tan owl\n" + line + "\n");

        assertThatThrownBy(() -> PromptSheet.read(file))
                .isInstanceOf(GenerationFailedException.class)
                .hasMessageContaining("sheet.tsv, line 2: a class, a tab and a prompt expected, found");
    }

    @Test
    void refusesASheetWithoutPrompts() throws Exception {
        Path file = Files.writeString(folder.resolve("sheet.tsv"), "# nothing\n");

        assertThatThrownBy(() -> PromptSheet.read(file)).hasMessage(file + ": no prompts");
    }
}
