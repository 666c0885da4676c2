package dev.tamis.training.train;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(shown(order)).containsExactlyInAnyOrderElementsOf(ROWS);
    }

    @Test
    void followsFromTheSeed() {
        assertThat(EpochOrder.shuffled(ROWS, 128, 1)).isEqualTo(EpochOrder.shuffled(ROWS, 128, 1));
        assertThat(EpochOrder.shuffled(ROWS, 128, 1)).isNotEqualTo(EpochOrder.shuffled(ROWS, 128, 2));
    }

    @Test
    void leavesTheGivenOrderAsItIs() {
        assertThat(shown(EpochOrder.inBatches(List.of(3, 1, 2), 2))).containsExactly(3, 1, 2);
    }

    private static List<Integer> shown(EpochOrder order) {
        return order.batches().stream().flatMap(List::stream).toList();
    }
}
