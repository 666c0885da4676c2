package dev.tamis.generator;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tamis.generator.batch.GenerationFailedException;
import dev.tamis.generator.batch.ImageOrder;
import dev.tamis.generator.batch.ImageRun;
import dev.tamis.generator.diffusion.DiffusionPipeline;
import dev.tamis.generator.diffusion.UnusablePipelineException;
import dev.tamis.vision.onnx.InferenceSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** A command's images: made with a progress bar, counted at the end. */
record Generation(PipelineOptions pipeline, Path out, int side, CommandLine command) {
    private static final double MILLIS = 1000;

    /**
     * What a command did.
     *
     * @param images in the folder
     * @param made by this run
     * @param cutPrompts of this run's, how many have a prompt whose end the text encoder could not take
     * @param withheld how many the safety checker withheld; another seed took the place of each
     */
    record Report(long seed, int images, int made, int cutPrompts, int withheld, double seconds) {}

    void run(List<ImageOrder> orders, Map<String, Object> recipe, long seed, @Nullable Path json)
            throws IOException, GenerationFailedException, UnusablePipelineException, InterruptedException {
        Instant started = Instant.now();
        ImageRun.Result result;
        try (ProgressBar bar = bar()) {
            ImageRun.Settings settings = new ImageRun.Settings(pipeline.modelName(), pipeline.batch(), side);
            List<InferenceSettings> workers = pipeline.workers();
            Steps steps = new Steps(bar, pipeline.usual().steps());
            result = ImageRun.run(
                    out, orders, recipe, settings, workers.size(), worker -> open(workers.get(worker)), steps);
        }
        double seconds = Duration.between(started, Instant.now()).toMillis() / MILLIS;
        Report report =
                new Report(seed, result.images(), result.made(), result.cutPrompts(), result.withheld(), seconds);
        if (json != null) {
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(json.toFile(), report);
        }
        print(report);
    }

    /** Shows the steps of a run. */
    private record Steps(ProgressBar bar, int stepsOfAnImage) implements ImageRun.Listener {
        @Override
        public void begin(int missing) {
            bar.maxHint((long) missing * stepsOfAnImage);
        }

        @Override
        public void stepTaken(int images) {
            bar.stepBy(images);
        }
    }

    private DiffusionPipeline open(InferenceSettings settings) throws UnusablePipelineException {
        DiffusionPipeline opened = pipeline.open(settings);
        opened.fallback().ifPresent(why -> command.getErr().println("On the CPU: " + why));
        return opened;
    }

    private void print(Report report) {
        PrintWriter console = command.getOut();
        console.printf("Seed %d%n", report.seed());
        console.printf(
                "%,d images in %s, %,d of them made now in %.1f s%n",
                report.images(), out, report.made(), report.seconds());
        if (report.cutPrompts() > 0) {
            console.printf(
                    "Prompts longer than the text encoder takes, whose ends were not used: %,d%n", report.cutPrompts());
        }
        if (report.withheld() > 0) {
            console.printf(
                    "Images that the pipeline's safety checker withheld, and other seeds replaced: %,d%n",
                    report.withheld());
        }
        console.flush();
    }

    private static ProgressBar bar() {
        return new ProgressBarBuilder()
                .setTaskName("Generate")
                .setUnit(" steps", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(
                        System.console() == null
                                ? new DelegatingProgressBarConsumer(line -> {})
                                : new ConsoleProgressBarConsumer(System.err))
                .build();
    }
}
