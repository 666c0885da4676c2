package dev.tamis.stream.control;

import static java.util.Objects.requireNonNull;

import dev.tamis.schemas.ControlState;
import dev.tamis.schemas.ControlStatus;
import dev.tamis.stream.detect.Assignment;
import java.time.Clock;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes assignments of the instructions that can be followed; what became of each leaves by {@link #STATUS}. Counts {@code
 * refusedInstructions}. All have the same key, so there is one in a job.
 */
public final class ControlFunction extends KeyedProcessFunction<Boolean, ExaminedInstruction, Assignment> {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = LoggerFactory.getLogger(ControlFunction.class);

    public static final OutputTag<ControlStatus> STATUS =
            new OutputTag<>("status", TypeInformation.of(ControlStatus.class));

    private final Desk first;
    private final Clock clock;
    private transient ValueState<Desk> state;
    private transient Counter refused;

    /** @param first before any instruction */
    public ControlFunction(Desk first, Clock clock) {
        this.first = first;
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("desk", TypeInformation.of(Desk.class)));
        refused = getRuntimeContext().getMetricGroup().counter("refusedInstructions");
    }

    @Override
    public void processElement(ExaminedInstruction examined, Context context, Collector<Assignment> out)
            throws Exception {
        Instant now = clock.instant();
        try {
            Desk after = desk().follow(examined, now);
            state.update(after);
            out.collect(after.current());
            context.output(
                    STATUS,
                    status(examined, now, ControlState.ACCEPTED)
                            .setDetail(InstructionReader.described(requireNonNull(examined.control())))
                            .build());
        } catch (Desk.RefusedException e) {
            refused.inc();
            LOGGER.warn("Instruction {} is refused: {}", examined.id(), e.getMessage());
            context.output(
                    STATUS,
                    status(examined, now, ControlState.REFUSED)
                            .setDetail(String.valueOf(e.getMessage()))
                            .build());
        }
    }

    /** A job that starts again with other options follows those. */
    private Desk desk() throws Exception {
        Desk known = state.value();
        if (known == null) {
            return first;
        }
        return known.options().equals(first.options()) ? known : first.after(known.latest());
    }

    private static ControlStatus.Builder status(ExaminedInstruction examined, Instant now, ControlState what) {
        return ControlStatus.newBuilder()
                .setInstructionId(examined.id())
                .setAt(now)
                .setState(what);
    }
}
