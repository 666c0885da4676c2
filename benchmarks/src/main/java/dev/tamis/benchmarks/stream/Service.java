package dev.tamis.benchmarks.stream;

import dev.tamis.vision.detector.Calibration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * A service that reads submissions from Kafka and writes a verdict on each, in a process of its own.
 *
 * @param name for a person
 * @param warmUp small images that it judges before it is measured: until then much of the time goes into compiling
 */
public record Service(String name, int warmUp, Maker maker) {
    /** The score from which on an image is for an analyst: about one in eight of {@link JpegUploads}. */
    static final double FLAGGED_FROM = 0.85;

    /** Options of the job with which it flags what the other services flag. */
    static final Map<String, String> FLAGGED_AS_BY_OTHERS = Map.of(
            "tamis.verdict.authentic-below", String.valueOf(FLAGGED_FROM),
            "tamis.verdict.generated-from", String.valueOf(FLAGGED_FROM),
            "tamis.quality.min-fine-detail", "-1000");

    // Most is compiled by then; the rest is waited for on the images that are measured.
    private static final int TAMIS_WARM_UP = 120_000;
    private static final int ASYNC_WARM_UP = 60_000;
    private static final int PLAIN_WARM_UP = 30_000;
    private static final int NODE_WARM_UP = 15_000;

    /** Makes the command of a run. */
    @FunctionalInterface
    interface Maker {
        List<String> command(Run run);
    }

    /**
     * One run of a service.
     *
     * @param bootstrapServers of the broker
     * @param folder for what it writes, which no other run has
     * @param detector the {@code detector.onnx} file
     * @param calibration of the detector
     * @param group a consumer group that no other run has
     */
    record Run(String bootstrapServers, Path folder, Path detector, Calibration calibration, String group) {
        /** The network's own probability, before calibration, from which on an image is for an analyst. */
        String flaggedFrom() {
            double logit = calibration.temperature() * Math.log(FLAGGED_FROM / (1 - FLAGGED_FROM));
            return Double.toString(1 / (1 + Math.exp(-logit)));
        }
    }

    /**
     * Tamis as a person starts it.
     *
     * @param home the repository's root
     */
    public static Service tamis(Path home, DeliveryGuarantee guarantee) {
        String label = guarantee.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Service("Tamis, " + label, TAMIS_WARM_UP, run -> {
            List<String> command = new ArrayList<>(List.of(
                    home.resolve("tamis").toString(),
                    "up",
                    "--no-console",
                    "--bootstrap",
                    run.bootstrapServers(),
                    "--dir",
                    run.folder().toString(),
                    "--model",
                    run.detector().toString()));
            for (String option :
                    List.of("tamis.source.group-id=" + run.group(), "tamis.sink.delivery-guarantee=" + label)) {
                command.addAll(List.of("-D", option));
            }
            FLAGGED_AS_BY_OTHERS.forEach((key, value) -> command.addAll(List.of("-D", key + "=" + value)));
            return command;
        });
    }

    /** The same with further options, each given as {@code -D}, which {@code ./tamis up} knows. */
    public Service with(Map<String, String> options) {
        return new Service(name, warmUp, run -> {
            List<String> command = new ArrayList<>(maker.command(run));
            options.forEach((key, value) -> command.addAll(List.of("-D", key + "=" + value)));
            return command;
        });
    }

    /** A service in Node.js: kafkajs, sharp and onnxruntime-node, in batches. */
    public static Service node(Path home) {
        return new Service(
                "Node.js",
                NODE_WARM_UP,
                run -> List.of(
                        "node",
                        home.resolve("benchmarks/peers/node/service.mjs").toString(),
                        run.bootstrapServers(),
                        run.detector().toString(),
                        run.group(),
                        run.flaggedFrom(),
                        home.resolve("schemas/src/main/avro").toString()));
    }

    /** A service in plain Java: Kafka's consumer, ImageIO and ONNX Runtime, one image after the other on each core. */
    public static Service plainJava() {
        return java("plain Java", PLAIN_WARM_UP, PlainService.class);
    }

    /** A Flink job with AsyncDataStream, ImageIO and ONNX Runtime, one image after the other on each core. */
    public static Service asyncFlink() {
        return java("Flink's AsyncDataStream", ASYNC_WARM_UP, AsyncService.class);
    }

    private static Service java(String name, int warmUp, Class<?> main) {
        return new Service(
                name,
                warmUp,
                run -> List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx1536m",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        run.bootstrapServers(),
                        run.detector().toString(),
                        run.group(),
                        run.flaggedFrom(),
                        run.folder().toString()));
    }
}
