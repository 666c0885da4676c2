package dev.tamis.benchmarks;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.benchmarks.stream.BareWork;
import dev.tamis.benchmarks.stream.FileContent;
import dev.tamis.benchmarks.stream.JpegUploads;
import dev.tamis.benchmarks.stream.Plan;
import dev.tamis.benchmarks.stream.Rig;
import dev.tamis.benchmarks.stream.Stage;
import dev.tamis.benchmarks.stream.UploadSize;
import dev.tamis.benchmarks.stream.Work;
import dev.tamis.vision.onnx.InferenceSettings;
import dev.tamis.vision.onnx.OnnxSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code ./tamis bench limits}: what the same work costs with the same libraries and no framework. */
@Command(
        name = "limits",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures, on one thread for each core, the work from a file's bytes in memory to score and heat map; a consumer that only"
                    + " reads; and the same work between the topics with Kafka's clients alone, once for the pixels and once with all that"
                    + " the job reads off a file, stage by stage.",
            "Everything runs on this machine. Takes some minutes for a size."
        })
final class LimitsCommand implements Callable<Integer> {
    private static final int BATCH = 32;
    private static final double MAP_SECONDS = 3;

    @Mixin
    private ContestOptions options = new ContestOptions();

    @Mixin
    private RigOptions rigged = new RigOptions();

    /** One round. */
    private record Round(Work bare, double raw, Work service, Work inspecting, double mapShare) {}

    /**
     * Uploads of one size.
     *
     * @param bareImagesPerSecond from bytes in memory to score and map
     * @param consumerRecordsPerSecond that a consumer reads on each core
     * @param serviceImagesPerSecond from topic to topic with Kafka's clients alone
     * @param serviceRatio of that to the bare work
     * @param inspectingImagesPerSecond the same where all is read off a file that the job reads off it
     * @param inspectingRatio of that to the one that reads pixels alone
     * @param bareStageMs for each image, of a thread, by stage
     * @param inspectingStageMs the same between topics where all is read off a file, what waits for a core or the broker included
     * @param mapShare what a map adds to its score in a batch of 32, as a share
     */
    record Measured(
            String size,
            Spread bareImagesPerSecond,
            Spread consumerRecordsPerSecond,
            Spread serviceImagesPerSecond,
            Spread serviceRatio,
            Spread inspectingImagesPerSecond,
            Spread inspectingRatio,
            Map<Stage, Spread> bareStageMs,
            Map<Stage, Spread> inspectingStageMs,
            Spread mapShare) {}

    @Override
    public Integer call() throws Exception {
        int rounds = options.rounds();
        List<Measured> all = new ArrayList<>();
        for (UploadSize size : options.sizes()) {
            all.add(measure(size, rounds));
        }
        all.forEach(LimitsCommand::print);
        rigged.write(all);
        return ExitCode.OK;
    }

    private Measured measure(UploadSize size, int rounds) throws Exception {
        Plan usual = Plan.of(size);
        JpegUploads uploads = new JpegUploads(size, "bare");
        uploads.prepare();
        Plan plan = new Plan(0, usual.images(), usual.settling(), usual.measured());
        List<Round> measured = new ArrayList<>();
        try (Rig rig = Rig.start(size, plan, rigged.folder(), rigged.detector())) {
            for (int round = 0; round < rounds; round++) {
                measured.add(new Round(
                        BareWork.run(uploads, rigged.detector(), plan.settling(), plan.measured()),
                        rig.rawConsumer().imagesPerSecond(),
                        rig.bareService(FileContent.PIXELS, plan.settling(), plan.measured()),
                        rig.bareService(FileContent.EVERYTHING, plan.settling(), plan.measured()),
                        mapShare(rigged.detector())));
            }
        }
        return new Measured(
                size.label(),
                over(measured, round -> round.bare.imagesPerSecond()),
                over(measured, Round::raw),
                over(measured, round -> round.service.imagesPerSecond()),
                over(measured, round -> round.service.imagesPerSecond() / round.bare.imagesPerSecond()),
                over(measured, round -> round.inspecting.imagesPerSecond()),
                over(measured, round -> round.inspecting.imagesPerSecond() / round.service.imagesPerSecond()),
                stages(measured.stream().map(Round::bare).toList()),
                stages(measured.stream().map(Round::inspecting).toList()),
                over(measured, Round::mapShare));
    }

    private static double mapShare(Path detector) throws IOException, OrtException {
        byte[] whole = Files.readAllBytes(detector);
        try (OrtSession maps = OnnxSessions.open(whole, InferenceSettings.CPU);
                OrtSession scores = OnnxSessions.open(ScoreOnly.of(whole), InferenceSettings.CPU)) {
            List<Double> rates = ScoreOnly.imagesPerSecond(List.of(scores, maps), BATCH, MAP_SECONDS);
            return rates.get(0) / rates.get(1) - 1;
        }
    }

    private static Map<Stage, Spread> stages(List<Work> rounds) {
        Map<Stage, Spread> stages = new EnumMap<>(Stage.class);
        for (Stage stage : rounds.get(0).stageMillis().keySet()) {
            stages.put(
                    stage,
                    Spread.of(rounds.stream()
                            .map(work -> work.stageMillis().getOrDefault(stage, 0.0))
                            .toList()));
        }
        return stages;
    }

    private static Spread over(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
    }

    private static void print(Measured measured) {
        System.out.printf("%s%n", measured.size);
        System.out.printf("  bare work        %s images/s%n", measured.bareImagesPerSecond.text("%,.0f"));
        System.out.printf("  only reading     %s records/s%n", measured.consumerRecordsPerSecond.text("%,.0f"));
        System.out.printf(
                "  between topics   %s images/s, %s of the bare work%n",
                measured.serviceImagesPerSecond.text("%,.0f"), measured.serviceRatio.text("%.2f"));
        System.out.printf(
                "  all read off     %s images/s, %s of these%n",
                measured.inspectingImagesPerSecond.text("%,.0f"), measured.inspectingRatio.text("%.2f"));
        System.out.printf("  a map adds       %s to its score%n", measured.mapShare.text("%.3f"));
        System.out.printf("  %-12s %-28s %s%n", "ms an image", "bare work", "between topics, all read off");
        for (Map.Entry<Stage, Spread> stage : measured.inspectingStageMs.entrySet()) {
            Spread bare = measured.bareStageMs.get(stage.getKey());
            System.out.printf(
                    "  %-12s %-28s %s%n",
                    stage.getKey().name().toLowerCase(Locale.ROOT),
                    bare == null ? "" : bare.text("%.3f"),
                    stage.getValue().text("%.3f"));
        }
    }
}
