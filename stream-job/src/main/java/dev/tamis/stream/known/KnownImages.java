package dev.tamis.stream.known;

import dev.tamis.schemas.ReviewDecision;
import dev.tamis.stream.decode.DecodedSubmission;
import dev.tamis.stream.ingest.EventTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Remembers images by the SHA-256 of their file: how often each was seen lately, and what an analyst decided. An image that
 * was decided on leaves by {@link #DECIDED}, past the network. Counts {@code decidedImages}.
 *
 * <p>Of several decisions on a file that of the latest time holds; one that says nothing of the image, since it was
 * escalated, takes the earlier one back.
 */
public final class KnownImages extends KeyedCoProcessFunction<String, DecodedSubmission, ReviewDecision, Sighting> {
    private static final long serialVersionUID = 1;

    public static final OutputTag<Sighting> DECIDED = new OutputTag<>("decided", TypeInformation.of(Sighting.class));

    /** Sightings span an hour by event time; a stream that lags may take twice as long over it. */
    public static final Duration SIGHTINGS_MEMORY = Duration.ofHours(2);

    private final Duration decisionsMemory;
    private transient ValueState<Sightings> sightings;
    private transient ValueState<ReviewDecision> latest;
    private transient Counter decided;

    /** @param decisionsMemory how long a decision is remembered */
    public KnownImages(Duration decisionsMemory) {
        this.decisionsMemory = decisionsMemory;
    }

    @Override
    public void open(OpenContext context) {
        sightings = state("sightings", Sightings.class, SIGHTINGS_MEMORY);
        latest = state("decision", ReviewDecision.class, decisionsMemory);
        decided = getRuntimeContext().getMetricGroup().counter("decidedImages");
    }

    private <T> ValueState<T> state(String name, Class<T> type, Duration memory) {
        ValueStateDescriptor<T> descriptor = new ValueStateDescriptor<>(name, TypeInformation.of(type));
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(memory).build());
        return getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processElement1(DecodedSubmission decoded, Context context, Collector<Sighting> out) throws Exception {
        Instant at = EventTime.of(decoded.submission().message().getSubmittedAt(), context.timerService());
        Sightings seen =
                Objects.requireNonNullElse(sightings.value(), Sightings.NONE).and(at);
        sightings.update(seen);
        Sighting sighting = new Sighting(decoded, Math.max(1, seen.inLastHour()), conclusive(latest.value()));
        if (sighting.decision() == null) {
            out.collect(sighting);
        } else {
            decided.inc();
            context.output(DECIDED, sighting);
        }
    }

    @Override
    public void processElement2(ReviewDecision decision, Context context, Collector<Sighting> out) throws Exception {
        ReviewDecision before = latest.value();
        if (before == null || !decision.getDecidedAt().isBefore(before.getDecidedAt())) {
            latest.update(decision);
        }
    }

    private static @Nullable ReviewDecision conclusive(@Nullable ReviewDecision decision) {
        return decision != null && FinalVerdict.of(decision).isPresent() ? decision : null;
    }
}
