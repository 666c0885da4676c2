package dev.tamis.local.replay;

/**
 * What came of a replay. Delays are from the moment that a submission was due, though it may have been sent later, to the
 * moment that a reader of committed records saw its outcome; those of the warm-up do not count.
 *
 * @param seed repeats the uploads and their times
 * @param sent submissions that Kafka holds
 * @param unsent submissions that never reached Kafka
 * @param verdicts submissions with a verdict
 * @param rejections submissions with a rejection
 * @param lost submissions without an outcome
 * @param duplicates outcomes beyond the first of a submission
 * @param seconds from the first submission to the last outcome
 * @param outcomesPerSecond outcomes from the end of the warm-up to the last sending
 * @param measured how many delays there are
 * @param p50Ms half of the delays are no longer, in milliseconds
 * @param p95Ms 95 % of them are no longer
 * @param p99Ms 99 % of them are no longer
 * @param p999Ms 99.9 % of them are no longer
 * @param maxMs the longest
 */
public record ReplayReport(
        long seed,
        int sent,
        int unsent,
        int verdicts,
        int rejections,
        int lost,
        int duplicates,
        double seconds,
        double outcomesPerSecond,
        long measured,
        double p50Ms,
        double p95Ms,
        double p99Ms,
        double p999Ms,
        double maxMs) {
    /** Whether every submission was sent and has exactly one outcome. */
    public boolean exactlyOnce() {
        return unsent == 0 && lost == 0 && duplicates == 0;
    }
}
