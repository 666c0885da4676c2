package dev.tamis.stream.control;

import dev.tamis.schemas.DetectorControl;
import dev.tamis.stream.detect.DetectorLoader;
import dev.tamis.stream.detect.DetectorReference;
import dev.tamis.stream.detect.LoadedDetector;
import dev.tamis.stream.ingest.RawInstruction;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Examines instructions one after the other, beside the task: whether they are signed and whole, and whether a detector that
 * they name is that very file and scores. Meanwhile checkpoints go on.
 */
public final class ExamineInstructions extends RichAsyncFunction<RawInstruction, ExaminedInstruction> {
    private static final long serialVersionUID = 1;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int WAITING = 100;

    private final @Nullable InstructionSignature signature;
    private final DetectorLoader loader;
    private transient @Nullable InstructionReader reader;
    private transient @Nullable ExecutorService thread;

    private ExamineInstructions(@Nullable InstructionSignature signature, DetectorLoader loader) {
        this.signature = signature;
        this.loader = loader;
    }

    /**
     * Examines instructions, in their order.
     *
     * @param signature whose signature every one must have; null where none needs one
     */
    public static SingleOutputStreamOperator<ExaminedInstruction> of(
            DataStream<RawInstruction> instructions, @Nullable InstructionSignature signature, DetectorLoader loader) {
        return AsyncDataStream.orderedWait(
                instructions,
                new ExamineInstructions(signature, loader),
                PATIENCE.toMillis(),
                TimeUnit.MILLISECONDS,
                WAITING);
    }

    @Override
    public void open(OpenContext context) {
        reader = new InstructionReader(signature);
        thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, "examination of instructions");
            made.setDaemon(true);
            return made;
        });
    }

    @Override
    public void asyncInvoke(RawInstruction raw, ResultFuture<ExaminedInstruction> result) {
        if (reader == null || thread == null) {
            throw new IllegalStateException("not open");
        }
        InstructionReader open = reader;
        thread.execute(() -> {
            try {
                result.complete(List.of(examined(open.read(raw))));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
    }

    private ExaminedInstruction examined(ExaminedInstruction read) {
        DetectorControl control = read.control();
        Optional<DetectorReference> file = control == null ? Optional.empty() : InstructionReader.file(control);
        if (control == null || file.isEmpty()) {
            return read;
        }
        try {
            LoadedDetector loaded = loader.load(file.get()); // on the device that it will run on
            try {
                return ExaminedInstruction.of(control, loaded.profile());
            } finally {
                loaded.detector().close();
            }
        } catch (UnusableDetectorException e) {
            return ExaminedInstruction.refused(read.id(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void timeout(RawInstruction raw, ResultFuture<ExaminedInstruction> result) {
        result.complete(List.of(ExaminedInstruction.refused(
                raw.id(), "the detector could not be examined within " + PATIENCE.toMinutes() + " minutes")));
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
