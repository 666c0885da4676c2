package dev.tamis.benchmarks;

import dev.tamis.benchmarks.capacity.Costs;
import dev.tamis.benchmarks.capacity.Costs.OfSize;
import dev.tamis.benchmarks.stream.ClusterRun;
import dev.tamis.benchmarks.stream.ClusterRun.Cost;
import dev.tamis.benchmarks.stream.ClusterRun.Held;
import dev.tamis.benchmarks.stream.JobPart;
import dev.tamis.benchmarks.stream.UploadSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tamis bench costs}: what an image costs with one TaskManager and with two, by part: what {@code ./tamis plan} goes by. */
@Command(
        name = "costs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures what an image costs the job with one TaskManager on one core and with two on two, by part of the job: time of"
                    + " cores, bytes in the topics and between tasks, state, memory. ./tamis plan goes by it.",
            "Everything runs on this machine, which needs two cores. A round of all sizes takes about ten minutes."
        })
final class CostsCommand implements Callable<Integer> {
    private static final int TASK_MANAGERS = 2;

    @Spec
    private CommandSpec command = CommandSpec.create();

    /** For each TaskManager. */
    private static final int WARM_UP = 40_000;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "Of the images that are judged otherwise, for a quicker and coarser look (${DEFAULT-VALUE}).")
    private double share;

    @Mixin
    private ContestOptions options = new ContestOptions();

    @Mixin
    private RigOptions rig = new RigOptions();

    private final List<Held> held = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        if (Runtime.getRuntime().availableProcessors() < TASK_MANAGERS) {
            throw new IOException("two TaskManagers on a core each need two cores; this machine has one");
        }
        if (!(share > 0 && share <= 1)) {
            throw new ParameterException(command.commandLine(), "--share must be above 0 and at most 1, not " + share);
        }
        int rounds = options.rounds();
        List<List<Cost>> one = new ArrayList<>();
        List<List<Cost>> two = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            one.add(run(1, round));
            two.add(run(TASK_MANAGERS, round));
        }
        Costs costs = Costs.of(one, two, held);
        costs.sizes().forEach(CostsCommand::print);
        print(costs.held());
        rig.write(costs);
        return ExitCode.OK;
    }

    private List<Cost> run(int taskManagers, int round) throws Exception {
        List<Cost> costs = new ArrayList<>();
        try (ClusterRun run = ClusterRun.start(taskManagers, rig.folder(), rig.detector())) {
            run.warmUp(images(taskManagers, WARM_UP));
            for (UploadSize size : options.sizes()) {
                Cost cost = run.cost(size, images(taskManagers, size.imagesOfACore()));
                System.err.printf(
                        "round %d, %d TaskManager%s, %s: %.2f ms of a core in the job, %.2f in the broker, %,.0f images/s%n",
                        round,
                        taskManagers,
                        taskManagers == 1 ? "" : "s",
                        size.label(),
                        cost.jobMillis(),
                        cost.brokerMillis(),
                        cost.imagesPerSecond());
                costs.add(cost);
            }
            if (taskManagers == 1) {
                held.add(run.held());
            }
        }
        return costs;
    }

    private int images(int taskManagers, int ofEach) {
        return (int) Math.ceil(taskManagers * ofEach * share);
    }

    private static void print(OfSize costs) {
        System.out.printf("%s%n", costs.size().label());
        System.out.printf("  %-28s %-26s %s%n", "ms of a core for an image", "one TaskManager", "two");
        for (JobPart part : JobPart.values()) {
            System.out.printf(
                    "  %-28s %-26s %s%n",
                    part.label(),
                    costs.one().millis(part).text("%.3f"),
                    costs.two().millis(part).text("%.3f"));
        }
        print(
                "the job",
                costs.one().jobMillis().text("%.2f"),
                costs.two().jobMillis().text("%.2f"));
        print(
                "the broker",
                costs.one().brokerMillis().text("%.2f"),
                costs.two().brokerMillis().text("%.2f"));
        print(
                "images/s",
                costs.one().imagesPerSecond().text("%,.0f"),
                costs.two().imagesPerSecond().text("%,.0f"));
        print(
                "busy, of their cores",
                costs.one().busyShare().text("%.2f"),
                costs.two().busyShare().text("%.2f"));
        print(
                "bytes between tasks",
                costs.one().exchangedBytes().text("%,.0f"),
                costs.two().exchangedBytes().text("%,.0f"));
        System.out.printf(
                "  an image costs two TaskManagers %s times what it costs one%n",
                costs.growth().text("%.3f"));
        System.out.printf(
                "  bytes of a record: submission %,.0f, verdict %,.0f, review item %,.0f; flagged %.3f of the images%n",
                costs.submissionBytes(), costs.verdictBytes(), costs.reviewItemBytes(), costs.flaggedShare());
    }

    private static void print(String what, String one, String two) {
        System.out.printf("  %-28s %-26s %s%n", what, one, two);
    }

    private static void print(Costs.Memory held) {
        System.out.printf(
                "state: %s bytes a submission known, %s a file, %s an account; memory of a TaskManager %s MB%n",
                held.deliveryBytes().text("%.0f"),
                held.imageBytes().text("%.0f"),
                held.accountBytes().text("%.0f"),
                held.taskManagerBytes().times(1e-6).text("%,.0f"));
    }
}
