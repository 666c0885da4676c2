package dev.tamis.stream.decide;

import dev.tamis.stream.known.Sighting;
import org.apache.flink.api.common.functions.MapFunction;

/** Gives an image that an analyst has decided on that verdict. */
public final class AdoptFunction implements MapFunction<Sighting, Judgement> {
    private static final long serialVersionUID = 1;

    private final VerdictWriter writer;

    public AdoptFunction(VerdictWriter writer) {
        this.writer = writer;
    }

    @Override
    public Judgement map(Sighting sighting) {
        return Judgement.of(writer.adopted(sighting));
    }
}
