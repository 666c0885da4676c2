package dev.tamis.console.web;

import dev.tamis.console.queue.QueueSummary;
import dev.tamis.console.queue.WorkQueue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a monitoring system reads, in the format of OpenMetrics; for a program with a token. */
final class Metrics implements AutoCloseable {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String BEGAN = "metrics-began";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final WorkQueue queue;
    private final Clock clock;
    private final MultiGauge open;
    private final MultiGauge oldest;

    Metrics(WorkQueue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
        new JvmMemoryMetrics().bindTo(registry);
        gc.bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        open = MultiGauge.builder("tamis.console.queue.items")
                .description("Items that nobody has claimed, up to %d".formatted(WorkQueue.COUNTED))
                .register(registry);
        oldest = MultiGauge.builder("tamis.console.queue.oldest")
                .baseUnit("seconds")
                .description("Age of the oldest upload that nobody has claimed")
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
        List<QueueSummary> queues = queue.queues();
        Instant now = clock.instant();
        open.register(
                queues.stream()
                        .map(each -> MultiGauge.Row.of(tags(each), each.open()))
                        .toList(),
                true);
        oldest.register(
                queues.stream()
                        .map(each -> MultiGauge.Row.of(
                                tags(each),
                                each.oldest() == null
                                        ? 0
                                        : Duration.between(each.oldest(), now).toSeconds()))
                        .toList(),
                true);
        context.contentType(OPEN_METRICS).result(registry.scrape(OPEN_METRICS));
    }

    private static Tags tags(QueueSummary queue) {
        return Tags.of("queue", queue.name());
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
