package dev.tamis.stream.review;

import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ModerationAlert;
import dev.tamis.schemas.PerceptualHash;
import dev.tamis.schemas.Records;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.stream.decide.Flagged;
import dev.tamis.stream.decide.Judgement;
import dev.tamis.stream.ingest.EventTime;
import dev.tamis.vision.similarity.PdqHash;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Sees every image that is up for review, one after the other: lets the {@link CircuitBreaker} have its say, tells its group
 * of near-duplicates, and raises one review item an hour for each file. Every verdict goes on, with the item where it raised
 * one. What the breaker did leaves by {@link #ALERTS}. Counts {@code repeatedItems}, which were not raised, and {@code
 * heldBackVerdicts}, which the breaker made UNCERTAIN.
 *
 * <p>All records have the same key, so there is one such desk in a job.
 */
public final class ReviewDesk extends KeyedProcessFunction<Boolean, Flagged, Judgement> {
    private static final long serialVersionUID = 1;

    public static final OutputTag<ModerationAlert> ALERTS =
            new OutputTag<>("alerts", TypeInformation.of(ModerationAlert.class));

    private static final Duration QUIET = Duration.ofHours(1);

    /** Below it PDQ's authors advise not to compare hashes. */
    private static final int MIN_QUALITY = 50;

    private final ReviewSettings settings;
    private final Clock clock;
    private transient MapState<String, RaisedItem> raised;
    private transient MapState<Integer, NearDuplicateGroup> groups;
    private transient @Nullable NearDuplicates nearDuplicates; // of the state, once a record has given access to it
    private transient MapState<Long, Period> days;
    private transient MapState<Long, Period> hours;
    private transient Counter repeated;
    private transient Counter heldBack;

    /** @param clock of the alerts */
    public ReviewDesk(ReviewSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        MapStateDescriptor<String, RaisedItem> items =
                new MapStateDescriptor<>("raised", Types.STRING, TypeInformation.of(RaisedItem.class));
        // A stream that lags may take twice as long over an hour of event time.
        items.enableTimeToLive(StateTtlConfig.newBuilder(QUIET.multipliedBy(2)).build());
        raised = getRuntimeContext().getMapState(items);
        groups = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "near-duplicates", Types.INT, TypeInformation.of(NearDuplicateGroup.class)));
        nearDuplicates = null;
        days = periods("days", CircuitBreaker.DAY);
        hours = periods("hours", CircuitBreaker.HOUR);
        repeated = getRuntimeContext().getMetricGroup().counter("repeatedItems");
        heldBack = getRuntimeContext().getMetricGroup().counter("heldBackVerdicts");
    }

    private MapState<Long, Period> periods(String name, Duration length) {
        MapStateDescriptor<Long, Period> descriptor =
                new MapStateDescriptor<>(name, Types.LONG, TypeInformation.of(Period.class));
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(length.multipliedBy(2)).build());
        return getRuntimeContext().getMapState(descriptor);
    }

    @Override
    public void processElement(Flagged flagged, Context context, Collector<Judgement> out) throws Exception {
        ReviewItem item = flagged.item();
        Instant submittedAt = EventTime.of(item.getVerdict().getSubmittedAt(), context.timerService());
        ImageVerdict verdict = limited(flagged, submittedAt, context);
        long at = submittedAt.toEpochMilli();
        RaisedItem standing = standing(verdict, at);
        ImageVerdict seen = Records.copyOf(verdict);
        seen.setReviewItem(standing.submissionId());
        group(verdict.getImage().getPerceptualHash(), at).ifPresent(seen::setNearDuplicates);
        boolean raises = standing.submissionId().equals(item.getSubmissionId());
        if (!raises) {
            repeated.inc();
        }
        out.collect(new Judgement(seen, raises ? item : null));
    }

    /** The verdict that the breaker lets pass, or what it makes of it. */
    private ImageVerdict limited(Flagged flagged, Instant at, Context context) throws Exception {
        ImageVerdict verdict = flagged.item().getVerdict();
        long day = Period.number(at, CircuitBreaker.DAY);
        long hour = Period.number(at, CircuitBreaker.HOUR);
        CircuitBreaker breaker = new CircuitBreaker(period(days, day), period(hours, hour)).and(flagged.othersBefore());
        boolean passes = true;
        if (verdict.getVerdict() == Verdict.GENERATED) {
            CircuitBreaker.Answer answer = breaker.generated(at, flagged.breaker(), clock.instant());
            answer.alerts().forEach(alert -> context.output(ALERTS, alert));
            passes = answer.passes();
            breaker = answer.after();
        } else {
            breaker = breaker.and(1);
        }
        days.put(day, breaker.day());
        hours.put(hour, breaker.hour());
        if (passes) {
            return verdict;
        }
        heldBack.inc();
        ImageVerdict held = Records.copyOf(verdict);
        held.setVerdict(Verdict.UNCERTAIN);
        held.setBasis(VerdictBasis.CIRCUIT_BREAKER);
        return held;
    }

    private static Period period(MapState<Long, Period> periods, long number) throws Exception {
        return Objects.requireNonNullElse(periods.get(number), Period.EMPTY);
    }

    /** The file's review item of this hour, which is that of this submission where there was none. */
    private RaisedItem standing(ImageVerdict verdict, long at) throws Exception {
        String file = verdict.getImage().getPayloadSha256();
        RaisedItem before = raised.get(file);
        if (before != null && at - before.at() < QUIET.toMillis()) {
            return before;
        }
        RaisedItem now = new RaisedItem(verdict.getSubmissionId(), at);
        raised.put(file, now);
        return now;
    }

    /** The name of an image's group, where it shows enough to have one. */
    private Optional<String> group(PerceptualHash hash, long at) throws Exception {
        if (hash.getQuality() < MIN_QUALITY) {
            return Optional.empty();
        }
        NearDuplicates known = known();
        int slot = known.join(PdqHash.parse(hash.getPdq()), at);
        NearDuplicateGroup group = known.group(slot);
        groups.put(slot, group);
        return Optional.of(group.first().toString());
    }

    private NearDuplicates known() throws Exception {
        if (nearDuplicates == null) {
            NearDuplicates known = new NearDuplicates(settings.groups(), settings.groupMemory());
            for (Map.Entry<Integer, NearDuplicateGroup> group : groups.entries()) {
                known.put(group.getKey(), group.getValue());
            }
            nearDuplicates = known;
        }
        return nearDuplicates;
    }
}
