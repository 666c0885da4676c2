package dev.tamis.console.web;

import dev.tamis.console.queue.QueueSummary;
import dev.tamis.console.queue.WorkQueue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a monitoring system reads, in the format of OpenMetrics; for a program with a token. */
final class Metrics implements AutoCloseable {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String BEGAN = "metrics-began";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final ConsoleServer.Parts parts;
    private final MultiGauge works;
    private final MultiGauge open;
    private final MultiGauge oldest;
    private final MultiGauge failures;

    Metrics(ConsoleServer.Parts parts) {
        this.parts = parts;
        new JvmMemoryMetrics().bindTo(registry);
        gc.bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        works = MultiGauge.builder("tamis.console.part.up")
                .description("Whether a part that the console needs works, 1 or 0")
                .register(registry);
        open = MultiGauge.builder("tamis.console.queue.items")
                .description("Items that nobody has claimed, up to %d".formatted(WorkQueue.COUNTED))
                .register(registry);
        oldest = MultiGauge.builder("tamis.console.queue.oldest")
                .baseUnit("seconds")
                .description("Age of the oldest upload that nobody has claimed")
                .register(registry);
        failures = MultiGauge.builder("tamis.console.webhook.failures")
                .description("Calls in vain since the last that the webhook answered")
                .register(registry);
        Gauge.builder("tamis.console.decisions.unsent", parts, Metrics::unsent)
                .baseUnit("seconds")
                .description(
                        "How long the oldest decision is due that Kafka is not known to have; NaN before it was asked")
                .register(registry);
    }

    void addTo(RoutesConfig routes) {
        routes.before(context -> context.attribute(BEGAN, System.nanoTime()));
        routes.after(this::count);
        routes.get("/metrics", this::show, Access.VIEWER);
    }

    private void count(Context context) {
        Long began = context.attribute(BEGAN);
        Endpoint route = context.endpoints().matchedHttpEndpoint();
        if (began != null && route != null) {
            Timer.builder("tamis.console.requests")
                    .description("Requests by route and status")
                    .tags(
                            "method",
                            context.method().name(),
                            "route",
                            route.path,
                            "status",
                            String.valueOf(context.statusCode()))
                    .publishPercentileHistogram()
                    .minimumExpectedValue(Duration.ofMillis(1))
                    .maximumExpectedValue(Duration.ofSeconds(10))
                    .register(registry)
                    .record(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private void show(Context context) {
        works.register(
                parts.health().states().entrySet().stream()
                        .map(part -> row("part", part.getKey(), part.getValue().equals("up") ? 1 : 0))
                        .toList(),
                true);
        List<QueueSummary> queues = parts.review().queue().queues();
        Instant now = parts.clock().instant();
        open.register(
                queues.stream()
                        .map(queue -> row("queue", queue.name(), queue.open()))
                        .toList(),
                true);
        oldest.register(
                queues.stream()
                        .map(queue -> row("queue", queue.name(), age(queue.oldest(), now)))
                        .toList(),
                true);
        failures.register(
                parts.told().webhooks().all().stream()
                        .map(webhook -> row("webhook", String.valueOf(webhook.id()), webhook.failures()))
                        .toList(),
                true);
        context.contentType(OPEN_METRICS).result(registry.scrape(OPEN_METRICS));
    }

    private static double unsent(ConsoleServer.Parts parts) {
        return parts.told().relay().oldestUnsent();
    }

    private static MultiGauge.Row<Number> row(String label, String name, double value) {
        return MultiGauge.Row.of(Tags.of(label, name), value);
    }

    private static double age(@Nullable Instant since, Instant now) {
        return since == null ? 0 : Duration.between(since, now).toSeconds();
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
