package dev.tamis.console.webhook;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteReschedule;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.tamis.console.decision.DecisionLog;
import dev.tamis.console.decision.PositionedDecision;
import dev.tamis.console.decision.ToldDecision;
import dev.tamis.console.json.Json;
import dev.tamis.schemas.ReviewDecision;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells webhooks of decisions, each in the order of the log and each until it was taken: a call that is not answered by a status of
 * success is made again, after longer and longer times. A system that took a decision and could not say so is told of it again, under
 * the same {@code webhook-id}.
 */
public final class WebhookCaller {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookCaller.class);
    private static final String TASK = "call-webhook";
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int BATCH = 100;

    private final Webhooks webhooks;
    private final DecisionLog log;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final CustomTask<Void> task;

    public WebhookCaller(Webhooks webhooks, DecisionLog log, Clock clock) {
        this.webhooks = webhooks;
        this.log = log;
        this.clock = clock;
        this.task = Tasks.custom(TASK, Void.class)
                .execute((instance, context) -> callDue(Long.parseLong(instance.getId())));
    }

    /** To be run by a scheduler: an instance for each webhook. */
    public CustomTask<Void> task() {
        return task;
    }

    /** Lets a webhook be called now and from now on. */
    public void callNow(SchedulerClient scheduler, long webhook) {
        TaskInstance<Void> instance = task.instance(String.valueOf(webhook));
        try {
            if (!scheduler.scheduleIfNotExists(instance, clock.instant())) {
                scheduler.reschedule(instance, clock.instant());
            }
        } catch (TaskInstanceCurrentlyExecutingException e) {
            // It is being called.
        }
    }

    private CompletionHandler<Void> callDue(long id) {
        Optional<Webhook> webhook = webhooks.find(id);
        if (webhook.isEmpty()) {
            return new OnCompleteRemove<>();
        }
        try {
            tell(webhook.get());
            return new OnCompleteReschedule<>(FixedDelay.of(BETWEEN));
        } catch (WebhookFailedException e) {
            webhooks.failed(id, String.valueOf(e.getMessage()));
            Duration wait = wait(webhook.get().failures() + 1);
            LOG.warn(
                    "Webhook {} was called in vain, and is called again in {} s: {}",
                    id,
                    wait.toSeconds(),
                    e.getMessage());
            return new OnCompleteReschedule<>(FixedDelay.of(wait));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new OnCompleteReschedule<>(FixedDelay.of(BETWEEN));
        }
    }

    /** One second, two, four, and no more than an hour. */
    static Duration wait(int failures) {
        Duration doubled = BETWEEN.multipliedBy(1L << Math.min(failures - 1, 20));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }

    private void tell(Webhook webhook) throws WebhookFailedException, InterruptedException {
        WebhookSignature signature = webhooks.signature(webhook.id());
        long next = webhook.nextPosition();
        for (List<PositionedDecision> batch = log.from(next, BATCH); !batch.isEmpty(); batch = log.from(next, BATCH)) {
            for (PositionedDecision each : batch) {
                call(webhook, signature, each.decision());
                next = each.position() + 1;
                webhooks.took(webhook.id(), next);
            }
        }
    }

    private void call(Webhook webhook, WebhookSignature signature, ReviewDecision decision)
            throws WebhookFailedException, InterruptedException {
        String body = Json.write(new Call("review.decision", decision.getDecidedAt(), ToldDecision.of(decision)));
        long timestamp = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(webhook.url())
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Tamis")
                .header(WebhookSignature.ID, decision.getId())
                .header(WebhookSignature.TIMESTAMP, String.valueOf(timestamp))
                .header(WebhookSignature.SIGNATURE, signature.sign(decision.getId(), timestamp, body))
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<Void> response;
        try {
            response = client.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            throw new WebhookFailedException("no answer: " + e);
        }
        if (response.statusCode() / 100 != 2) {
            throw new WebhookFailedException("status " + response.statusCode());
        }
    }

    /** What a call says. */
    private record Call(String type, Instant timestamp, ToldDecision data) {}
}
