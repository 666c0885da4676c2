package dev.tamis.benchmarks;

import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.generator.load.MixedUploads;
import dev.tamis.generator.load.MixedUploads.Mix;
import dev.tamis.generator.load.OpenLoop;
import dev.tamis.generator.load.SendResult.Sent;
import dev.tamis.generator.load.SubmissionSender;
import dev.tamis.generator.load.UploadSequence;
import dev.tamis.local.stack.LocalBroker;
import dev.tamis.local.stack.LocalTopics;
import dev.tamis.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./tamis bench replay}: how fast {@code ./tamis replay} can send, beside a bare producer of the same bytes, in turn. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Measures how fast uploads can be sent, into a broker that keeps nothing or into a real one.")
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description =
                    "a Kafka with the topics of Tamis, and best no job that reads them, in place of a broker of its own")
    private @Nullable String bootstrap;

    @Option(names = "--rounds", description = "of both, after one to warm up", defaultValue = "5")
    private int rounds;

    @Option(names = "--seconds", description = "of each measurement", defaultValue = "5")
    private int seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "where to write the figures as data")
    private @Nullable Path json;

    /**
     * What was measured.
     *
     * @param broker what took the uploads
     * @param recordBytes mean size of a record
     * @param replay submissions a second
     * @param producer records a second of a bare producer with the same settings and ready values of the same size
     * @param ratio of the two, round by round
     */
    record Figures(String broker, long recordBytes, Spread replay, Spread producer, Spread ratio) {}

    @Override
    public Integer call() throws Exception {
        BenchCommand.requireAtLeastOne(command, "--rounds", rounds);
        BenchCommand.requireAtLeastOne(command, "--seconds", seconds);
        List<Figures> figures = new ArrayList<>();
        try (NullBroker broker = NullBroker.start(Topics.SUBMISSIONS)) {
            figures.add(measure("a broker that keeps nothing", broker.bootstrapServers()));
        }
        print(figures.get(0));
        figures.add(bootstrap == null ? intoBrokerOfItsOwn() : measure("the broker at " + bootstrap, bootstrap));
        print(figures.get(1));
        if (json != null) {
            JsonFile.write(json, figures);
        }
        return ExitCode.OK;
    }

    private Figures intoBrokerOfItsOwn() throws Exception {
        Path folder = Files.createTempDirectory("tamis-bench");
        try (LocalBroker broker = LocalBroker.start(folder)) {
            LocalTopics.create(broker.bootstrapServers());
            return measure("a broker on this machine", broker.bootstrapServers());
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private Figures measure(String name, String servers) throws InterruptedException {
        List<Double> replay = new ArrayList<>();
        List<Double> producer = new ArrayList<>();
        List<Double> ratio = new ArrayList<>();
        int size = 0;
        for (int round = 0; round <= rounds; round++) {
            UploadSequence uploads = new MixedUploads(round, Mix.TINY, "bench-" + System.nanoTime());
            uploads.prepare();
            size = SentBytes.mean(uploads);
            double sent = replayed(uploads, servers);
            double bare = produced(new byte[size], servers);
            if (round > 0) { // the first warms up
                replay.add(sent);
                producer.add(bare);
                ratio.add(sent / bare);
            }
        }
        return new Figures(name, size, Spread.of(replay), Spread.of(producer), Spread.of(ratio));
    }

    private double replayed(UploadSequence uploads, String servers) throws InterruptedException {
        LongAdder acknowledged = new LongAdder();
        long start = System.nanoTime();
        try (SubmissionSender sender = SubmissionSender.connect(servers, "bench", Clock.systemUTC())) {
            OpenLoop.run(
                    now -> now,
                    Duration.ofSeconds(seconds),
                    (number, late) -> sender.send(uploads.step(number).event()).thenAccept(result -> {
                        if (result instanceof Sent) {
                            acknowledged.increment();
                        }
                    }));
        } // closing waits for the last acknowledgement
        return perSecond(acknowledged.sum(), start);
    }

    private double produced(byte[] value, String servers) {
        LongAdder acknowledged = new LongAdder();
        long start = System.nanoTime();
        long end = start + Duration.ofSeconds(seconds).toNanos();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        96L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; System.nanoTime() < end; i++) {
                byte[] key = {(byte) i, (byte) (i >> 8)};
                producer.send(new ProducerRecord<>(Topics.SUBMISSIONS, key, value), (position, failure) -> {
                    if (failure == null) {
                        acknowledged.increment();
                    }
                });
            }
        }
        return perSecond(acknowledged.sum(), start);
    }

    private static double perSecond(long count, long start) {
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static void print(Figures figures) {
        System.out.printf("Into %s, records of %,d bytes in the mean%n", figures.broker(), figures.recordBytes());
        System.out.printf("replay         %s submissions/s%n", figures.replay().text("%,.0f"));
        System.out.printf("bare producer  %s records/s%n", figures.producer().text("%,.0f"));
        System.out.printf("ratio          %s%n", figures.ratio().text("%.2f"));
    }
}
