package dev.tamis.stream.review;

import dev.tamis.schemas.AlertKind;
import dev.tamis.schemas.ModerationAlert;
import dev.tamis.stream.policy.BreakerLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets no more than so many images of a day, and no more than a share of those of an hour, be GENERATED: a detector that
 * flags many more than usual has more likely gone wrong than the uploads have. Once open, it stays so until the day or the
 * hour ends. Days are those of UTC, all times those of the submissions. Pure.
 *
 * @param day the verdicts of the day
 * @param hour the verdicts of the hour
 */
record CircuitBreaker(Period day, Period hour) {
    static final Duration DAY = Duration.ofDays(1);
    static final Duration HOUR = Duration.ofHours(1);

    /** Of fewer verdicts an hour's share says nothing. */
    static final int FEWEST_FOR_A_SHARE = 100;

    /**
     * What became of a verdict.
     *
     * @param passes whether it may be GENERATED
     * @param after the breaker from then on
     * @param alerts what opened just now
     */
    record Answer(boolean passes, CircuitBreaker after, List<ModerationAlert> alerts) {}

    /** With verdicts of which none would be GENERATED. */
    CircuitBreaker and(int others) {
        return new CircuitBreaker(day.and(others), hour.and(others));
    }

    /**
     * Whether one more image may be GENERATED.
     *
     * @param at when it was submitted
     * @param now when the alerts are raised
     */
    Answer generated(Instant at, BreakerLimits limits, Instant now) {
        boolean dayIsFull = limits.generatedPerDay() > 0 && day.generated() >= limits.generatedPerDay();
        boolean hourIsFull = hour.verdicts() >= FEWEST_FOR_A_SHARE
                && hour.generated() + 1 > limits.generatedShare() * (hour.verdicts() + 1);
        Period dayAfter = dayIsFull ? day.opened() : day;
        Period hourAfter = hourIsFull ? hour.opened() : hour;
        List<ModerationAlert> alerts = new ArrayList<>();
        if (dayAfter.open() && !day.open()) {
            String limit = "the limit is %d images a day".formatted(limits.generatedPerDay());
            alerts.add(alert(AlertKind.DAILY_LIMIT, day, DAY, limit, at, now));
        }
        if (hourAfter.open() && !hour.open()) {
            String limit = "the limit is a share of %s".formatted(limits.generatedShare());
            alerts.add(alert(AlertKind.SHARE_LIMIT, hour, HOUR, limit, at, now));
        }
        if (dayAfter.open() || hourAfter.open()) {
            return new Answer(false, new CircuitBreaker(dayAfter.and(1), hourAfter.and(1)), alerts);
        }
        return new Answer(true, new CircuitBreaker(day.andGenerated(), hour.andGenerated()), alerts);
    }

    private static ModerationAlert alert(
            AlertKind kind, Period period, Duration length, String limit, Instant at, Instant now) {
        Instant from = Period.begin(Period.number(at, length), length);
        Instant until = from.plus(length);
        return ModerationAlert.newBuilder()
                .setKind(kind)
                .setAt(now)
                .setDetail("%d of %d images submitted since %s were GENERATED, %s; further ones are UNCERTAIN until %s"
                        .formatted(period.generated(), period.verdicts(), from, limit, until))
                .setFrom(from)
                .setUntil(until)
                .setGenerated(period.generated())
                .setVerdicts(period.verdicts())
                .build();
    }
}
