package dev.tamis.vision.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedResourcesTest {
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final SharedResources<String, Resource> resources = new SharedResources<>(Resource::close);

    /** Counts how often it is opened and closed. */
    private final class Resource {
        private volatile boolean open = true;

        Resource() {
            opened.incrementAndGet();
        }

        void close() {
            open = false;
            closed.incrementAndGet();
        }
    }

    @Test
    void opensForTheFirstAndClosesAfterTheLast() {
        Resource first = resources.acquire("a", Resource::new);
        Resource second = resources.acquire("a", Resource::new);

        assertThat(second).isSameAs(first);
        resources.release("a");
        assertThat(first.open).isTrue();
        resources.release("a");
        assertThat(first.open).isFalse();
        assertThat(closed).hasValue(1);
    }

    @Test
    void opensAnotherForAnotherKeyAndAfterClosing() {
        Resource first = resources.acquire("a", Resource::new);
        assertThat(resources.acquire("b", Resource::new)).isNotSameAs(first);
        resources.release("a");

        assertThat(resources.acquire("a", Resource::new)).isNotSameAs(first);
    }

    @Test
    void holdsNothingWhereOpeningFails() {
        assertThatThrownBy(() -> resources.acquire("a", () -> {
                    throw new IOException("no");
                }))
                .isInstanceOf(IOException.class);
        assertThatIllegalStateException().isThrownBy(() -> resources.release("a"));
        assertThat(resources.acquire("a", Resource::new).open).isTrue();
    }

    @Test
    void neverLendsAClosedOneHoweverOpeningAndClosingMeet() throws Exception {
        int threads = 8;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            Callable<Void> user = () -> {
                for (int i = 0; i < 2000; i++) {
                    Resource resource = resources.acquire("a", Resource::new);
                    assertThat(resource.open).isTrue();
                    Thread.onSpinWait();
                    assertThat(resource.open).isTrue();
                    resources.release("a");
                }
                return null;
            };
            List<Future<Void>> users = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                users.add(executor.submit(user));
            }
            for (Future<Void> finished : users) {
                finished.get();
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(closed).hasValue(opened.get());
    }
}
