package dev.tamis.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MicroBatcherTest {
    private final MicroBatcher<String> batcher = new MicroBatcher<>(3);

    @Test
    void sendsAnElementThatFindsTheModelIdleAtOnce() {
        batcher.add("a");

        assertThat(batcher.next()).contains(List.of("a"));
    }

    @Test
    void sendsNothingWhileTheModelIsBusy() {
        batcher.add("a");
        batcher.next();
        batcher.add("b");

        assertThat(batcher.next()).isEmpty();
    }

    @Test
    void sendsNothingWhereNothingWaits() {
        assertThat(batcher.next()).isEmpty();
    }

    @Test
    void sendsWhatPiledUpTogetherAndInOrderOnceTheModelIsBack() {
        batcher.add("a");
        batcher.next();
        batcher.add("b");
        batcher.add("c");

        assertThat(batcher.finished()).containsExactly("a");
        assertThat(batcher.next()).contains(List.of("b", "c"));
    }

    @Test
    void hasRoomForOnePendingBatchOnly() {
        batcher.add("a");
        batcher.next();
        batcher.add("b");
        batcher.add("c");
        assertThat(batcher.hasRoom()).isTrue();
        batcher.add("d");

        assertThat(batcher.hasRoom()).isFalse();
        assertThatThrownBy(() -> batcher.add("e")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isEmptyOnlyWhenNothingWaitsAndNothingIsOut() {
        assertThat(batcher.isEmpty()).isTrue();
        batcher.add("a");
        assertThat(batcher.isEmpty()).isFalse();
        batcher.next();
        assertThat(batcher.isEmpty()).isFalse();
        batcher.finished();
        assertThat(batcher.isEmpty()).isTrue();
    }

    @Test
    void refusesToFinishABatchThatIsNotOut() {
        assertThatThrownBy(batcher::finished).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesBatchesOfNothing() {
        assertThatThrownBy(() -> new MicroBatcher<String>(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void losesDoublesAndReordersNothingUnderAnyInterleaving() {
        long seed = System.nanoTime();
        System.out.println("MicroBatcherTest seed " + seed);
        Random random = new Random(seed);
        MicroBatcher<Integer> any = new MicroBatcher<>(1 + random.nextInt(5));
        List<Integer> finished = new ArrayList<>();
        boolean out = false;
        int added = 0;
        while (finished.size() < 1_000) {
            if (added < 1_000 && any.hasRoom() && random.nextBoolean()) {
                any.add(added++);
            } else if (out && random.nextBoolean()) {
                finished.addAll(any.finished());
                out = false;
            } else {
                out |= any.next().isPresent();
            }
        }

        assertThat(finished).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
        assertThat(any.isEmpty()).isTrue();
    }
}
