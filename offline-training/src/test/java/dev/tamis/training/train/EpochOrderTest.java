package dev.tamis.training.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.training.train.EpochOrder.Shown;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochOrderTest {
    private static final List<Integer> ROWS = IntStream.range(100, 1100).boxed().toList();

    @Test
    void showsEveryImageOnceInFullBatchesButTheLast() {
        EpochOrder order = EpochOrder.shuffled(ROWS, 128, 1);

        assertThat(order.batches()).hasSize(8);
        assertThat(order.batches().subList(0, 7))
                .allSatisfy(batch -> assertThat(batch).hasSize(128));
        assertThat(order.batches().get(7)).hasSize(1000 - 7 * 128);
        assertThat(shown(order)).extracting(Shown::row).containsExactlyInAnyOrderElementsOf(ROWS);
    }

    @Test
    void mirrorsAboutHalf() {
        assertThat(shown(EpochOrder.shuffled(ROWS, 128, 1)).stream().filter(Shown::mirrored))
                .hasSizeBetween(420, 580);
    }

    @Test
    void followsFromTheSeed() {
        assertThat(EpochOrder.shuffled(ROWS, 128, 1)).isEqualTo(EpochOrder.shuffled(ROWS, 128, 1));
        assertThat(EpochOrder.shuffled(ROWS, 128, 1)).isNotEqualTo(EpochOrder.shuffled(ROWS, 128, 2));
    }

    @Test
    void leavesAPlainEpochAsItIs() {
        assertThat(shown(EpochOrder.plain(List.of(3, 1, 2), 2)))
                .containsExactly(new Shown(3, false), new Shown(1, false), new Shown(2, false));
    }

    private static List<Shown> shown(EpochOrder order) {
        return order.batches().stream().flatMap(List::stream).toList();
    }
}
