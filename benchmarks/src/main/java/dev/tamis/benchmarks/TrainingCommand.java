package dev.tamis.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ./tamis bench training}: Tamis and PyTorch learn the same network in turn, each in a process of its own with the same
 * batch and threads. PyTorch is measured in both memory formats of its documentation; the ratio is to its better one.
 */
@Command(
        name = "training",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Compares training with PyTorch, in turn, on the same networks, batch and threads.")
final class TrainingCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    private static final String PEER = "training_rate.py";

    @Option(
            names = "--networks",
            paramLabel = "NAME",
            split = ",",
            description = "topologies of the paper, or tamis",
            defaultValue = "32x2-d64,128x2,tamis")
    private List<String> networks = List.of();

    @Option(names = "--rounds", description = "of all measurements", defaultValue = "3")
    private int rounds;

    @Option(names = "--seconds", description = "of each measurement", defaultValue = "10")
    private double seconds;

    @Option(names = "--batch", description = "images of a step", defaultValue = "128")
    private int batch;

    @Option(names = "--threads", description = "of each", defaultValue = "1")
    private int threads;

    @Option(names = "--python", description = "a Python with PyTorch", defaultValue = "python3")
    private String python = "python3";

    @Option(names = "--json", paramLabel = "FILE", description = "where to write the figures as data")
    private @Nullable Path json;

    /**
     * One network in one round.
     *
     * @param imagesPerSecond of Tamis
     * @param pytorchImagesPerSecond of PyTorch in its better memory format
     * @param ratio of the two
     */
    record Round(String network, double imagesPerSecond, double pytorchImagesPerSecond, double ratio) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        BenchCommand.requireAtLeastOne(command, "--rounds", rounds);
        List<Round> measured = new ArrayList<>();
        try (PyTorchScript peer = new PyTorchScript(python, PEER)) {
            for (int round = 0; round < rounds; round++) {
                for (String network : networks) {
                    measured.add(measure(network, peer));
                }
            }
        }
        networks.forEach(network -> print(network, measured));
        if (json != null) {
            JsonFile.write(json, measured);
        }
        return 0;
    }

    private Round measure(String network, PyTorchScript peer) throws IOException, InterruptedException {
        Rate ours = Rate.of(PyTorchScript.figures(
                threads,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.bytedeco.javacpp.logger=slf4j",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingRate.class.getName(),
                        network,
                        Integer.toString(batch),
                        Double.toString(seconds))));
        double best = 0;
        for (String layout : PyTorchScript.LAYOUTS) {
            Rate theirs = Rate.of(peer.run(
                    threads,
                    List.of(
                            network,
                            Integer.toString(batch),
                            Double.toString(seconds),
                            Integer.toString(threads),
                            layout)));
            if (theirs.parameters != ours.parameters) {
                throw new IOException("not the same network: %s has %,d parameters here and %,d in %s"
                        .formatted(network, ours.parameters, theirs.parameters, PEER));
            }
            best = Math.max(best, theirs.imagesPerSecond);
        }
        return new Round(network, ours.imagesPerSecond, best, ours.imagesPerSecond / best);
    }

    /** What a measuring process prints: parameters and images a second. */
    private record Rate(long parameters, double imagesPerSecond) {
        static Rate of(List<Double> figures) {
            return new Rate(figures.get(0).longValue(), figures.get(1));
        }
    }

    private static void print(String network, List<Round> measured) {
        List<Round> rounds =
                measured.stream().filter(round -> round.network.equals(network)).toList();
        DoubleSummaryStatistics ratios =
                rounds.stream().mapToDouble(Round::ratio).summaryStatistics();
        System.out.printf(
                "%-12s %,7.0f images/s, PyTorch %,7.0f: %.2f times (%.2f to %.2f in %d rounds)%n",
                network,
                rounds.stream().mapToDouble(Round::imagesPerSecond).average().orElse(0),
                rounds.stream()
                        .mapToDouble(Round::pytorchImagesPerSecond)
                        .average()
                        .orElse(0),
                ratios.getAverage(),
                ratios.getMin(),
                ratios.getMax(),
                rounds.size());
    }
}
