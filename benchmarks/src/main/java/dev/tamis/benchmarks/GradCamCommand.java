package dev.tamis.benchmarks;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.vision.onnx.InferenceSettings;
import dev.tamis.vision.onnx.OnnxSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./tamis bench gradcam}: what a heat map costs beside the score, and beside automatic differentiation. */
@Command(
        name = "gradcam",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Measures scores with and without heat maps on one core, in turn with PyTorch, which explains the same network by automatic"
                    + " differentiation.",
            "PyTorch's gradient is taken of every layer, as libraries for Grad-CAM do, and once more up to the feature map alone; its"
                    + " better memory format counts."
        })
final class GradCamCommand implements Callable<Integer> {
    private static final String NETWORK = "tamis";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--batches",
            paramLabel = "N",
            split = ",",
            description = "images of a batch",
            defaultValue = "1,32,512")
    private List<Integer> batches = List.of();

    @Option(names = "--rounds", description = "of all measurements", defaultValue = "3")
    private int rounds;

    @Option(names = "--seconds", description = "of each measurement", defaultValue = "5")
    private double seconds;

    @Option(names = "--python", description = "a Python with PyTorch", defaultValue = "python3")
    private String python = "python3";

    @Option(names = "--model", paramLabel = "FILE", description = "Detector to measure; the one that ships without it.")
    private @Nullable Path model;

    @Option(names = "--json", paramLabel = "FILE", description = "where to write the figures as data")
    private @Nullable Path json;

    /**
     * Images a second of one batch size in one round.
     *
     * @param scores alone
     * @param maps scores and maps
     * @param pytorchScores alone
     * @param pytorchMaps scores and maps by a gradient of every layer
     * @param pytorchShortMaps by a gradient that ends at the feature map
     */
    record Round(
            int batch, double scores, double maps, double pytorchScores, double pytorchMaps, double pytorchShortMaps) {
        /** What a map costs beside its score, as a share of the score. */
        double mapShare() {
            return scores / maps - 1;
        }

        /** The same in PyTorch. */
        double pytorchMapShare() {
            return pytorchScores / pytorchMaps - 1;
        }

        /** How many times as many images PyTorch's time for score and map is worth. */
        double ratio() {
            return maps / pytorchMaps;
        }

        double shortRatio() {
            return maps / pytorchShortMaps;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException, OrtException {
        BenchCommand.requireAtLeastOne(command, "--rounds", rounds);
        byte[] whole = Files.readAllBytes(BenchCommand.detector(command, model));
        List<Round> measured = new ArrayList<>();
        try (OrtSession maps = OnnxSessions.open(whole, InferenceSettings.CPU);
                OrtSession scores = OnnxSessions.open(ScoreOnly.of(whole), InferenceSettings.CPU);
                PyTorchScript peer = new PyTorchScript(python, "gradcam_rate.py")) {
            for (int round = 0; round < rounds; round++) {
                for (int batch : batches) {
                    measured.add(measure(batch, scores, maps, peer));
                }
            }
        }
        batches.forEach(batch -> print(
                batch, measured.stream().filter(round -> round.batch == batch).toList()));
        if (json != null) {
            JsonFile.write(json, measured);
        }
        return ExitCode.OK;
    }

    private Round measure(int batch, OrtSession scores, OrtSession maps, PyTorchScript peer)
            throws IOException, InterruptedException, OrtException {
        List<Double> ours = ScoreOnly.imagesPerSecond(List.of(scores, maps), batch, seconds);
        double[] theirs = new double[3];
        for (String layout : PyTorchScript.LAYOUTS) {
            List<Double> figures =
                    peer.run(1, List.of(NETWORK, Integer.toString(batch), Double.toString(seconds), "1", layout));
            for (int i = 0; i < theirs.length; i++) {
                theirs[i] = Math.max(theirs[i], figures.get(i));
            }
        }
        return new Round(batch, ours.get(0), ours.get(1), theirs[0], theirs[1], theirs[2]);
    }

    private static void print(int batch, List<Round> all) {
        System.out.printf("batch of %d, images/s%n", batch);
        System.out.printf(
                "  scores              %s%n", Spread.of(all, Round::scores).text("%,.0f"));
        System.out.printf(
                "  scores and maps     %s%n", Spread.of(all, Round::maps).text("%,.0f"));
        System.out.printf(
                "  PyTorch, scores     %s%n",
                Spread.of(all, Round::pytorchScores).text("%,.0f"));
        System.out.printf(
                "  PyTorch, with maps  %s; up to the feature map %s%n",
                Spread.of(all, Round::pytorchMaps).text("%,.0f"),
                Spread.of(all, Round::pytorchShortMaps).text("%,.0f"));
        System.out.printf(
                "  a map costs %s of its score, in PyTorch %s%n",
                Spread.of(all, Round::mapShare).text("%.3f"),
                Spread.of(all, Round::pytorchMapShare).text("%.2f"));
        System.out.printf(
                "  times as many as PyTorch %s; as with its short gradient %s%n",
                Spread.of(all, Round::ratio).text("%.2f"),
                Spread.of(all, Round::shortRatio).text("%.2f"));
    }
}
