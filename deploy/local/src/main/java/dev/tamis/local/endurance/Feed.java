package dev.tamis.local.endurance;

import dev.tamis.generator.load.MixedUploads;
import dev.tamis.generator.load.SendResult;
import dev.tamis.generator.load.SubmissionSender;
import dev.tamis.generator.load.UploadSequence.Step;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** Sends a stream of submissions so that a bounded number of them is on its way. One thread uses it. */
final class Feed {
    private final MixedUploads uploads;
    private final IntPredicate more;
    private final int window;
    private final SubmissionSender sender;
    private final Queue<SendResult> answers = new ConcurrentLinkedQueue<>();
    private int sent;
    private int awaited;

    /**
     * @param more whether the stream goes on, by how many submissions were sent
     * @param window most submissions without an outcome
     */
    Feed(MixedUploads uploads, IntPredicate more, int window, SubmissionSender sender) {
        this.uploads = uploads;
        this.more = more;
        this.window = window;
        this.sender = sender;
    }

    /**
     * Sends as many as there is room for.
     *
     * @param settled how many have their outcome
     * @param onStep told of each that is sent
     */
    void fill(int settled, Consumer<Step> onStep) {
        while (sent - settled < window && more.test(sent)) {
            Step step = uploads.step(sent++);
            onStep.accept(step);
            send(step);
        }
    }

    private void send(Step step) {
        awaited++;
        sender.send(step.event()).thenAccept(answers::add);
        if (step.again() != null) {
            awaited++;
            sender.send(step.again()).thenAccept(answers::add);
        }
    }

    /** The next answer of the broker. */
    Optional<SendResult> answer() {
        Optional<SendResult> answer = Optional.ofNullable(answers.poll());
        answer.ifPresent(taken -> awaited--);
        return answer;
    }

    /** Whether everything was sent and every answer was taken. */
    boolean done() {
        return awaited == 0 && !more.test(sent);
    }
}
