package dev.tamis.benchmarks.stream;

import static java.util.Objects.requireNonNull;

import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Services on the same uploads, model and broker, one after the other, in as many rounds as are asked for. What is possible is
 * measured before and after each, so that a machine which others use as well is judged as it was then: the bare work, and the same
 * between the topics with Kafka's clients alone.
 */
public final class Contest implements AutoCloseable {
    /** Of what is possible; what it does has been compiled before. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final Duration MEASURED = Duration.ofSeconds(12);

    private final UploadSize size;
    private final Path detector;
    private final JpegUploads uploads;
    private final Rig rig;
    private final Map<Service, List<Turn>> turns = new HashMap<>();

    /**
     * What is possible.
     *
     * @param bareWork images a second from bytes in memory to score and map
     * @param sameStages images a second from topic to topic
     */
    private record Limit(double bareWork, double sameStages) {
        Limit meanWith(Limit other) {
            return new Limit((bareWork + other.bareWork) / 2, (sameStages + other.sameStages) / 2);
        }
    }

    /** A service's turn, and what was possible around it. */
    private record Turn(Throughput throughput, Limit limit) {
        double ratioToLimit() {
            return throughput.imagesPerSecond() / limit.sameStages;
        }

        double ratioToBareWork() {
            return throughput.imagesPerSecond() / limit.bareWork;
        }
    }

    /**
     * What a service reached over all rounds.
     *
     * @param imagesPerSecond verdicts a second
     * @param limitImagesPerSecond of the same stages between the topics with Kafka's clients alone
     * @param ratioToLimit of the two, round by round
     * @param bareWorkImagesPerSecond without Kafka as well
     * @param ratioToBareWork of the first and this, round by round
     * @param serviceMillis of a core for each image, in the service
     * @param brokerMillis of a core for each image, in the broker
     */
    public record Figures(
            Spread imagesPerSecond,
            Spread limitImagesPerSecond,
            Spread ratioToLimit,
            Spread bareWorkImagesPerSecond,
            Spread ratioToBareWork,
            Spread serviceMillis,
            Spread brokerMillis) {}

    private Contest(UploadSize size, Path detector, JpegUploads uploads, Rig rig) {
        this.size = size;
        this.detector = detector;
        this.uploads = uploads;
        this.rig = rig;
    }

    /**
     * Paints the uploads and starts a broker with them.
     *
     * @param folder for the broker and the services; emptied before and after
     */
    public static Contest start(UploadSize size, Path folder, Path detector)
            throws IOException, InterruptedException, UnusableDetectorException {
        JpegUploads uploads = new JpegUploads(size, "bare");
        uploads.prepare();
        return new Contest(size, detector, uploads, Rig.start(size, folder, detector));
    }

    /** Gives every service its turn in every round. */
    public void run(List<Service> services, int rounds, Consumer<String> progress)
            throws IOException, InterruptedException {
        limit(); // so that it is compiled
        Limit before = limit();
        for (int round = 1; round <= rounds; round++) {
            for (Service service : services) {
                Throughput throughput = rig.throughput(service);
                Limit after = limit();
                Turn turn = new Turn(throughput, before.meanWith(after));
                turns.computeIfAbsent(service, first -> new ArrayList<>()).add(turn);
                before = after;
                progress.accept(
                        "%s, round %d, %s: %,.0f images/s, %.2f of what the same stages can do, %.2f of the bare work"
                                .formatted(
                                        size.label(),
                                        round,
                                        service.name(),
                                        throughput.imagesPerSecond(),
                                        turn.ratioToLimit(),
                                        turn.ratioToBareWork()));
            }
        }
    }

    /**
     * Records what a service does once it is warm, in a turn that does not count.
     *
     * @param folder where to write the recording
     */
    public void record(Service service, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String name = "%s, %s.jfr".formatted(size.label(), service.name()).replaceAll("[^A-Za-z0-9.]+", "-");
        rig.record(service, folder.resolve(name));
    }

    private Limit limit() throws InterruptedException {
        return new Limit(
                BareWork.run(uploads, detector, SETTLING, MEASURED).imagesPerSecond(),
                rig.bareService(FileContent.PIXELS, SETTLING, MEASURED).imagesPerSecond());
    }

    /** What a service reached that has had its turns. */
    public Figures figures(Service service) {
        return new Figures(
                over(service, turn -> turn.throughput.imagesPerSecond()),
                over(service, turn -> turn.limit.sameStages),
                over(service, Turn::ratioToLimit),
                over(service, turn -> turn.limit.bareWork),
                over(service, Turn::ratioToBareWork),
                over(service, turn -> turn.throughput.serviceMillis()),
                over(service, turn -> turn.throughput.brokerMillis()));
    }

    /** How many times as many images a second a service does as another, round by round, each by what the bare work came to then. */
    public Spread ratio(Service service, Service other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < turns(service).size(); round++) {
            ratios.add(turns(service).get(round).ratioToBareWork()
                    / turns(other).get(round).ratioToBareWork());
        }
        return Spread.of(ratios);
    }

    private List<Turn> turns(Service service) {
        return requireNonNull(turns.get(service), service.name() + " had no turn");
    }

    /** What a service does with uploads that are sent meanwhile: at most, and how long it takes at shares of that. */
    public Live live(Service service, List<Double> loads) throws IOException, InterruptedException {
        return rig.live(service, loads);
    }

    private Spread over(Service service, ToDoubleFunction<Turn> figure) {
        return Spread.of(turns(service), figure);
    }

    @Override
    public void close() throws IOException {
        rig.close();
    }
}
