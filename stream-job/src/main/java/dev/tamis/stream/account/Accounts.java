package dev.tamis.stream.account;

import dev.tamis.schemas.AccountHistory;
import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.Records;
import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictCounts;
import dev.tamis.stream.decide.Judgement;
import dev.tamis.stream.ingest.EventTime;
import dev.tamis.stream.known.FinalVerdict;
import dev.tamis.stream.metric.EnumCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Remembers what each account's uploads were found to be, keyed by account, and says so in every verdict. Review items leave
 * by {@link #REVIEW_ITEMS}, with their priority. Every verdict passes here: counts {@code detector.<ID>.verdict.<VERDICT>.verdicts},
 * with {@code none} for an id where an analyst had decided.
 *
 * <p>An analyst's decision counts in place of the verdict that it changed. It names account and time of the submission,
 * since nothing else here knows them.
 */
public final class Accounts extends KeyedCoProcessFunction<String, Judgement, ReviewDecision, ImageVerdict> {
    private static final long serialVersionUID = 1;

    public static final OutputTag<ReviewItem> REVIEW_ITEMS =
            new OutputTag<>("review-items", TypeInformation.of(ReviewItem.class));

    private final AccountSettings settings;
    private final ReviewPriority priority;
    private transient ValueState<VerdictHistory> history;
    private transient MapState<String, Verdict> decided;
    private transient Map<String, EnumCounters<Verdict>> counters;

    public Accounts(AccountSettings settings, ReviewPriority priority) {
        this.settings = settings;
        this.priority = priority;
    }

    /** Whether a decision says whose history it changes. */
    public static boolean concerns(ReviewDecision decision) {
        return decision.getAccount() != null && decision.getSubmittedAt() != null;
    }

    @Override
    public void open(OpenContext context) {
        // A stream that lags may take twice as long over the longest window.
        Duration memory = settings.longest().multipliedBy(2);
        ValueStateDescriptor<VerdictHistory> counts =
                new ValueStateDescriptor<>("history", TypeInformation.of(VerdictHistory.class));
        counts.enableTimeToLive(StateTtlConfig.newBuilder(memory).build());
        history = getRuntimeContext().getState(counts);
        MapStateDescriptor<String, Verdict> decisions =
                new MapStateDescriptor<>("decided", Types.STRING, Types.ENUM(Verdict.class));
        decisions.enableTimeToLive(StateTtlConfig.newBuilder(memory).build());
        decided = getRuntimeContext().getMapState(decisions);
        counters = new HashMap<>();
    }

    @Override
    public void processElement1(Judgement judgement, Context context, Collector<ImageVerdict> out) throws Exception {
        Instant at = EventTime.of(judgement.verdict().getSubmittedAt(), context.timerService());
        VerdictHistory counted =
                known().and(at, judgement.verdict().getVerdict()).since(settings.longest());
        history.update(counted);
        ImageVerdict verdict = Records.copyOf(judgement.verdict());
        verdict.setAccountHistory(said(counted, at));
        ReviewItem item = judgement.item();
        if (item != null) {
            ReviewItem ranked = Records.copyOf(item);
            ranked.setVerdict(verdict);
            ranked.setPriority(priority.of(
                    verdict.getScore(),
                    verdict.getAccountHistory().getStanding(),
                    verdict.getSightings(),
                    item.getCause() == ReviewCause.REPORTED));
            context.output(REVIEW_ITEMS, ranked);
        }
        count(verdict);
        out.collect(verdict);
    }

    private void count(ImageVerdict verdict) {
        DetectorIdentity detector = verdict.getDetector();
        counters.computeIfAbsent(
                        detector == null ? "none" : detector.getId(),
                        id -> new EnumCounters<>(
                                getRuntimeContext().getMetricGroup().addGroup("detector", id),
                                "verdict",
                                "verdicts",
                                Verdict.class))
                .count(verdict.getVerdict());
    }

    @Override
    public void processElement2(ReviewDecision decision, Context context, Collector<ImageVerdict> out)
            throws Exception {
        Verdict machine = decision.getVerdict();
        Verdict before = Objects.requireNonNullElse(decided.get(decision.getSubmissionId()), machine);
        Verdict after = FinalVerdict.of(decision).orElse(machine);
        decided.put(decision.getSubmissionId(), after);
        Instant at = EventTime.of(decision.getSubmittedAt(), context.timerService());
        history.update(known().corrected(at, before, after));
    }

    private VerdictHistory known() throws Exception {
        return Objects.requireNonNullElse(history.value(), VerdictHistory.NONE);
    }

    private AccountHistory said(VerdictHistory counted, Instant at) {
        List<VerdictCounts> windows = settings.windows().stream()
                .map(window -> counted.within(window, at))
                .toList();
        int strikes = counted.within(settings.strikes().window(), at).getGenerated();
        return new AccountHistory(settings.strikes().standing(strikes), windows);
    }
}
