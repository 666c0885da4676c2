package dev.tamis.stream.decide;

import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.Verdict;
import dev.tamis.stream.known.Sighting;
import dev.tamis.stream.metric.EnumCounters;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Gives an image that an analyst has decided on that verdict. Counts {@code verdict.<VERDICT>.verdicts}. */
public final class AdoptFunction extends RichMapFunction<Sighting, Judgement> {
    private static final long serialVersionUID = 1;

    private final VerdictWriter writer;
    private transient EnumCounters<Verdict> counters;

    public AdoptFunction(VerdictWriter writer) {
        this.writer = writer;
    }

    @Override
    public void open(OpenContext context) {
        counters = new EnumCounters<>(getRuntimeContext().getMetricGroup(), "verdict", "verdicts", Verdict.class);
    }

    @Override
    public Judgement map(Sighting sighting) {
        ImageVerdict verdict = writer.adopted(sighting);
        counters.count(verdict.getVerdict());
        return Judgement.of(verdict);
    }
}
