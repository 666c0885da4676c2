package dev.tamis.benchmarks;

import dev.tamis.benchmarks.stream.Growth;
import dev.tamis.benchmarks.stream.Growth.Step;
import dev.tamis.benchmarks.stream.ManyImages;
import dev.tamis.benchmarks.stream.Plan;
import dev.tamis.benchmarks.stream.Rig;
import dev.tamis.benchmarks.stream.Service;
import dev.tamis.benchmarks.stream.UploadSize;
import dev.tamis.training.report.Chart;
import dev.tamis.training.report.Page;
import dev.tamis.training.report.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tamis bench growth}: what an image costs while the job learns of more and more of them. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures what an image costs while state grows: the whole job, exactly once, on different images of 32 px; then the part"
                    + " that remembers images, alone, on many more.",
            "Everything runs on this machine. Takes about half an hour."
        })
final class GrowthCommand implements Callable<Integer> {
    private static final Path HOME = Path.of(System.getProperty("tamis.home", ""));
    private static final int STEPS = 20;

    /** The whole job's first images are left out: while they come, most of it is compiled. */
    private static final int COMPILING_STEPS = 4;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Images for the whole job, ${DEFAULT-VALUE} by default.")
    private int records;

    @Option(
            names = "--known",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "Images for the part that remembers them, ${DEFAULT-VALUE} by default.")
    private long known;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "An option of Flink for both, such as state.backend.rocksdb.compaction.style=UNIVERSAL.")
    private Map<String, String> flink = Map.of();

    @Mixin
    private RigOptions options = new RigOptions();

    @Option(names = "--page", paramLabel = "FILE", description = "Writes both as charts, as a page for a browser.")
    private @Nullable Path page;

    /**
     * Both.
     *
     * @param jobGrowth of the whole job's cost, as a share, once most of it is compiled
     * @param knownImagesGrowth from a tenth of the images on, as a share of what these steps cost alone
     * @param knownImagesGrowthMicros the same in microseconds of a core for each image
     */
    record Measured(
            List<Step> job,
            double jobGrowth,
            List<Step> knownImages,
            double knownImagesGrowth,
            double knownImagesGrowthMicros) {}

    @Override
    public Integer call() throws Exception {
        requireSteps("--records", records);
        requireSteps("--known", known);
        Growth images = ManyImages.run(known, STEPS, options.folder().resolve("known-images"), flink);
        Growth job = job();
        Measured measured = new Measured(
                job.steps(),
                job.since((long) records / STEPS * COMPILING_STEPS),
                images.steps(),
                images.since(known / 10),
                images.microsSince(known / 10));
        print(measured);
        options.write(measured);
        if (page != null) {
            Files.writeString(page, Page.of("What an image costs while state grows", charts(measured)));
        }
        return ExitCode.OK;
    }

    private void requireSteps(String option, long images) {
        if (images < STEPS) {
            throw new ParameterException(
                    command.commandLine(), "%s must be at least %d, not %d".formatted(option, STEPS, images));
        }
    }

    private Growth job() throws Exception {
        Plan plan = new Plan(
                0,
                records,
                Plan.of(UploadSize.PX_32).settling(),
                Plan.of(UploadSize.PX_32).measured());
        try (Rig rig = Rig.start(UploadSize.PX_32, plan, options.folder(), options.detector())) {
            return rig.growth(
                    Service.tamis(HOME, DeliveryGuarantee.EXACTLY_ONCE).with(flink), records / STEPS);
        }
    }

    private static void print(Measured measured) {
        System.out.println("the whole job, 32 px, exactly once: microseconds of a core for each image");
        print(measured.job());
        System.out.printf("  by a straight line once it is compiled: %+.1f %%%n", 100 * measured.jobGrowth());
        System.out.println("the part that remembers images, alone");
        print(measured.knownImages());
        System.out.printf(
                "  by a straight line from a tenth of the images on: %+.1f us, %+.1f %%%n",
                measured.knownImagesGrowthMicros(), 100 * measured.knownImagesGrowth());
    }

    private static void print(List<Step> steps) {
        steps.forEach(step -> System.out.printf("  up to %,12d  %,8.1f%n", step.images(), step.micros()));
    }

    private static String charts(Measured measured) {
        return chart("The whole job, images of 32 px, exactly once", measured.job())
                + chart("The part that remembers images, alone", measured.knownImages());
    }

    private static String chart(String title, List<Step> steps) {
        return new Chart(
                        title,
                        "images",
                        "microseconds of a core for each",
                        List.of(Series.line(
                                "cost of an image",
                                steps.stream().mapToDouble(Step::images).toArray(),
                                steps.stream().mapToDouble(Step::micros).toArray())))
                .html();
    }
}
