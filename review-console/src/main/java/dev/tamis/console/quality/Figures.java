package dev.tamis.console.quality;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * How people and the detector did lately, in figures.
 *
 * <p>Safe for use by several threads.
 */
public final class Figures {
    /** What is counted: decisions of this long. */
    public static final Duration PERIOD = Duration.ofDays(30);
    /** Scores of items that came in this time are set against those of the time before, as long as {@link #PERIOD}. */
    public static final Duration LATELY = Duration.ofDays(7);

    private static final int BINS = 10;

    private final Jdbi jdbi;
    private final Clock clock;

    public Figures(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * An analyst.
     *
     * @param decisions that stand
     * @param medianSeconds from claim to decision; null where nothing was claimed
     * @param goldenAnswers to checks of which it is known what they are
     * @param goldenRight of those
     * @param seconds second reviews with another analyst, either way
     * @param agreed of those
     */
    public record Analyst(
            String name,
            int decisions,
            @Nullable Double medianSeconds,
            int goldenAnswers,
            int goldenRight,
            int seconds,
            int agreed) {}

    public List<Analyst> analysts() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with done as (
                            select reviewer, count(*) decisions,
                                percentile_cont(0.5) within group (order by extract(epoch from decided_at - claimed_at)) median
                            from decision where decided_at > :since and undone_at is null group by reviewer),
                        golden as (
                            select reviewer, count(*) answers, count(*) filter (where answer = expected) correct
                            from quality_check where kind = 'GOLDEN' and answer is not null and answered_at > :since group by reviewer),
                        pair as (
                            select reviewer, answer = expected agreed from quality_check
                            where kind = 'SECOND' and answer is not null and answered_at > :since
                            union all
                            select decided_by, answer = expected from quality_check
                            where kind = 'SECOND' and answer is not null and answered_at > :since),
                        paired as (select reviewer, count(*) pairs, count(*) filter (where agreed) agreed from pair group by reviewer)
                        select reviewer, coalesce(decisions, 0) decisions, median, coalesce(answers, 0) answers,
                            coalesce(correct, 0) correct, coalesce(pairs, 0) pairs, coalesce(agreed, 0) agreed
                        from done full join golden using (reviewer) full join paired using (reviewer) order by reviewer""")
                .bind("since", since())
                .map((row, context) -> new Analyst(
                        row.getString("reviewer"),
                        row.getInt("decisions"),
                        (Double) row.getObject("median"),
                        row.getInt("answers"),
                        row.getInt("correct"),
                        row.getInt("pairs"),
                        row.getInt("agreed")))
                .list());
    }

    /**
     * How far two analysts agree beyond chance, over all second reviews: Cohen's kappa, 1 for always, 0 for as often as by chance (Cohen
     * 1960, A Coefficient of Agreement for Nominal Scales).
     *
     * @return null where there are none, or all of them were held to be the same
     */
    public @Nullable Double kappa() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) n, count(*) filter (where answer = expected) agreed,
                            count(*) filter (where expected = 'GENERATED') first_said,
                            count(*) filter (where answer = 'GENERATED') second_said
                        from quality_check where kind = 'SECOND' and answer is not null and answered_at > :since""")
                .bind("since", since())
                .map((row, context) -> kappa(
                        row.getDouble("n"),
                        row.getDouble("agreed"),
                        row.getDouble("first_said"),
                        row.getDouble("second_said")))
                .one());
    }

    static @Nullable Double kappa(double n, double agreed, double first, double second) {
        double byChance = (first * second + (n - first) * (n - second)) / (n * n);
        return n == 0 || byChance == 1 ? null : (agreed / n - byChance) / (1 - byChance);
    }

    /** A day's decisions that stand; days in UTC. */
    public record Day(LocalDate day, int confirmed, int overturned, int escalated) {}

    /** Each day of the period, the first first. */
    public List<Day> days() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select cast(began as date) as day, count(*) filter (where decision = 'CONFIRMED') confirmed,
                            count(*) filter (where decision = 'OVERTURNED') overturned,
                            count(*) filter (where decision = 'ESCALATED') escalated
                        from generate_series(date_trunc('day', cast(:since as timestamptz), 'UTC'), :now, interval '1 day') began
                        left join decision on decided_at >= began and decided_at < began + interval '1 day' and undone_at is null
                        group by began order by began""")
                .bind("since", since())
                .bind("now", clock.instant())
                .map((row, context) -> new Day(
                        row.getObject("day", LocalDate.class),
                        row.getInt("confirmed"),
                        row.getInt("overturned"),
                        row.getInt("escalated")))
                .list());
    }

    /**
     * What people made of a detector's GENERATED.
     *
     * @param generatedFrom the threshold in force
     * @param decided images that people decided on
     * @param overturned those that were authentic
     */
    public record Detector(String detector, double generatedFrom, int decided, int overturned) {
        /** The share that people confirmed: the precision among what was reviewed. */
        public double precision() {
            return (double) (decided - overturned) / decided;
        }

        /** Its 95 % interval, by Wilson's score (Wilson 1927). */
        public double low() {
            return wilson(-1);
        }

        public double high() {
            return wilson(1);
        }

        private double wilson(int side) {
            double z = 1.959964;
            double z2 = z * z;
            double p = precision();
            double half = z * Math.sqrt(p * (1 - p) / decided + z2 / (4.0 * decided * decided));
            return (p + z2 / (2 * decided) + side * half) / (1 + z2 / decided);
        }
    }

    /** By detector and threshold; the last decision on each item counts. */
    public List<Detector> detectors() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select detector_id, generated_from, count(*) decided, count(*) filter (where final_verdict = 'AUTHENTIC') overturned
                        from (
                            select distinct on (item) item, final_verdict from decision
                            where decided_at > :since and undone_at is null and final_verdict is not null
                            order by item, decided_at desc) latest
                        join review_item on id = item
                        where verdict = 'GENERATED' and detector_id is not null and generated_from is not null
                        group by detector_id, generated_from order by detector_id, generated_from""")
                .bind("since", since())
                .map((row, context) -> new Detector(
                        row.getString("detector_id"),
                        row.getDouble("generated_from"),
                        row.getInt("decided"),
                        row.getInt("overturned")))
                .list());
    }

    /**
     * A tenth of the scores.
     *
     * @param from the smallest score, 0 to 0.9
     * @param lately items that came with such a score in the last days
     * @param before items that came in the time before
     * @param decided items that people decided on
     * @param generated those of them that people hold to be generated
     */
    public record ScoreBin(double from, int lately, int before, int decided, int generated) {}

    /** Ten of them, from the smallest scores up. */
    public List<ScoreBin> scores() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with latest as (
                            select distinct on (item) item, final_verdict from decision
                            where decided_at > :since and undone_at is null and final_verdict is not null
                            order by item, decided_at desc),
                        came as (
                            select least(floor(score * :bins), :bins - 1) bin, count(*) filter (where arrived_at > :lately) lately,
                                count(*) filter (where arrived_at <= :lately) before
                            from review_item where arrived_at > :before and score is not null group by 1),
                        done as (
                            select least(floor(score * :bins), :bins - 1) bin, count(*) decided,
                                count(*) filter (where final_verdict = 'GENERATED') generated
                            from latest join review_item on id = item where score is not null group by 1)
                        select bin, coalesce(lately, 0) lately, coalesce(before, 0) before, coalesce(decided, 0) decided,
                            coalesce(generated, 0) generated
                        from generate_series(0, :bins - 1) bin left join came using (bin) left join done using (bin) order by bin""")
                .bind("since", since())
                .bind("lately", clock.instant().minus(LATELY))
                .bind("before", clock.instant().minus(LATELY).minus(PERIOD))
                .bind("bins", BINS)
                .map((row, context) -> new ScoreBin(
                        row.getDouble("bin") / BINS,
                        row.getInt("lately"),
                        row.getInt("before"),
                        row.getInt("decided"),
                        row.getInt("generated")))
                .list());
    }

    /**
     * How far the scores of late are from those before: the population stability index, 0 for the same. Many take 0.1 for a change worth a
     * look and 0.25 for a large one.
     *
     * @return null where one of both times has no scores
     */
    public static @Nullable Double drift(List<ScoreBin> bins) {
        double lately = bins.stream().mapToInt(ScoreBin::lately).sum();
        double before = bins.stream().mapToInt(ScoreBin::before).sum();
        if (lately == 0 || before == 0) {
            return null;
        }
        double index = 0;
        for (ScoreBin bin : bins) {
            // Half an item in each bin, so that an empty one does not make it infinite.
            double now = (bin.lately + 0.5) / (lately + BINS / 2.0);
            double then = (bin.before + 0.5) / (before + BINS / 2.0);
            index += (now - then) * Math.log(now / then);
        }
        return index;
    }

    /**
     * How long items wait.
     *
     * @param medianSeconds from arrival to decision, of decisions of the period; null where there are none
     * @param ninetiethSeconds nine of ten waited no longer
     */
    public record Wait(
            String queue,
            int decided,
            @Nullable Double medianSeconds,
            @Nullable Double ninetiethSeconds) {}

    /** By queue. */
    public List<Wait> waits() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select queue_before, count(*) decided,
                            percentile_cont(0.5) within group (order by extract(epoch from decided_at - arrived_at)) median,
                            percentile_cont(0.9) within group (order by extract(epoch from decided_at - arrived_at)) ninetieth
                        from decision join review_item on review_item.id = item
                        where decided_at > :since and undone_at is null group by queue_before order by queue_before""")
                .bind("since", since())
                .map((row, context) -> new Wait(
                        row.getString("queue_before"), row.getInt("decided"), (Double) row.getObject("median"), (Double)
                                row.getObject("ninetieth")))
                .list());
    }

    private Instant since() {
        return clock.instant().minus(PERIOD);
    }
}
