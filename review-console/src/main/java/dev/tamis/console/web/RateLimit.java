package dev.tamis.console.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Objects;

/** How often each of many may do something. Of those who did not for a while nothing is remembered. */
final class RateLimit {
    private static final int REMEMBERED = 100_000;

    private final int most;
    private final Duration time;
    private final Cache<String, Bucket> buckets;

    /**
     * @param most times
     * @param time in this long
     */
    RateLimit(int most, Duration time) {
        this.most = most;
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .expireAfterAccess(time)
                .maximumSize(REMEMBERED)
                .build();
    }

    /** Whether this one may, which counts. */
    boolean allows(String who) {
        return Objects.requireNonNull(buckets.get(
                        who,
                        key -> Bucket.builder()
                                .addLimit(limit -> limit.capacity(most).refillGreedy(most, time))
                                .build()))
                .tryConsume(1);
    }
}
