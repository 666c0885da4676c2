package dev.tamis.benchmarks.capacity;

import static dev.tamis.benchmarks.capacity.Line.digits;
import static java.util.Objects.requireNonNull;

import dev.tamis.benchmarks.capacity.ClusterShape.Device;
import dev.tamis.benchmarks.capacity.Line.Unit;
import dev.tamis.benchmarks.capacity.Measurements.Job;
import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.benchmarks.stream.JobPart;
import dev.tamis.schemas.Topics;
import dev.tamis.stream.ModerationOptions;
import dev.tamis.stream.known.KnownImages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a rate of uploads takes, from cores to a price, by arithmetic alone: every number in it was measured or is an assumption that the reader
 * sets. Pure.
 */
public final class CapacityPlan {
    private static final double DAY = Duration.ofDays(1).toSeconds();
    private static final double MONTH = 365.25 / 12 * DAY;
    private static final double HOUR = Duration.ofHours(1).toSeconds();
    private static final double GIGABYTE = 1e9;
    private static final double MILLION = 1e6;
    private static final String FP32 = "FP32";

    /** State lies on the disks of TaskManagers and, as a checkpoint, where all of them find it. */
    private static final int COPIES_OF_STATE = 2;

    private static final String JOB = "job";
    private static final String SCALING = "scaling: what one job keeps up with, by the model (Amdahl to linear)";
    private static final String KAFKA = "Kafka";
    private static final String STATE = "state";
    private static final String REVIEW = "review";
    private static final String PRICE = "price";

    private final Measurements measured;
    private final Workload workload;
    private final ClusterShape shape;
    private final Prices prices;
    private final ImageCost cost;
    private final Sizing sizing;
    private final Sizing smallest;
    private final Sizing largest;
    private final List<Line> lines = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private CapacityPlan(Measurements measured, Workload workload, ClusterShape shape, Prices prices) {
        this.measured = measured;
        this.workload = workload;
        this.shape = shape;
        this.prices = prices;
        this.cost = ImageCost.of(
                measured.costs().figures(),
                workload,
                shape.device() == Device.CPU ? Spread.exactly(1) : hostShareOnGpu());
        this.sizing = Sizing.of(cost, workload, shape, Spread::mean);
        this.smallest = Sizing.of(cost, workload, shape, Spread::least);
        this.largest = Sizing.of(cost, workload, shape, Spread::most);
    }

    /**
     * Reckons a plan.
     *
     * @throws IllegalArgumentException where a size of the workload was not measured, or the rate is beyond what Flink has
     */
    public static CapacityPlan of(Measurements measured, Workload workload, ClusterShape shape, Prices prices) {
        CapacityPlan plan = new CapacityPlan(measured, workload, shape, prices);
        plan.job();
        Spread gpus = plan.gpus();
        plan.scaling();
        Spread brokers = plan.kafka();
        Spread state = plan.state();
        plan.review();
        plan.price(gpus, brokers, state);
        return plan;
    }

    /** All figures. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** What was not tried, or cannot be so. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    ImageCost cost() {
        return cost;
    }

    Sizing sizing() {
        return sizing;
    }

    private void job() {
        double peak = workload.peakPerSecond();
        for (JobPart part : JobPart.values()) {
            Spread millis = requireNonNull(cost.parts().get(part));
            add(
                    JOB,
                    part.label(),
                    millis.times(peak / 1000),
                    Unit.CORES,
                    "%s/s x %s ms an image".formatted(digits(peak), digits(millis.mean())));
        }
        Spread added = cost.added().times(2 * ImageCost.elsewhere(sizing.taskManagers()));
        add(
                JOB,
                "to other TaskManagers",
                added.times(peak / 1000),
                Unit.CORES,
                "%s/s x %s ms that an image costs more with two TaskManagers x 2 x (1 - 1/%d)"
                        .formatted(digits(peak), digits(cost.added().mean()), sizing.taskManagers()));
        add(JOB, "busy at the peak", over(Sizing::busyCores), Unit.CORES, "the sum");
        add(
                JOB,
                "cores to have",
                over(Sizing::allCores),
                Unit.CORES,
                "in whole TaskManagers, so that the slot with the most keys, %s of the mean, is busy %s of its time"
                        .formatted(digits(sizing.skew()), digits(shape.utilisation())));
        add(
                JOB,
                "jobs",
                over(Sizing::jobs),
                Unit.WHOLE,
                "so many that the review desk of each, one task, is busy %s of its time and its machine's network too"
                        .formatted(digits(shape.utilisation())));
        add(
                JOB,
                "TaskManagers",
                over(Sizing::allTaskManagers),
                Unit.WHOLE,
                "of %d cores and slots each".formatted(shape.taskManagerCores()));
        add(JOB, "parallelism of a job", over(Sizing::slots), Unit.WHOLE, "a slot for each core");
        add(
                JOB,
                "pipeline.max-parallelism",
                sizing.keyGroups(),
                Unit.WHOLE,
                "key groups; to be set before the first start, since a job with state cannot change it");
        add(
                JOB,
                "memory of a TaskManager",
                measured.costs().figures().held().taskManagerBytes().times(shape.taskManagerCores()),
                Unit.BYTES,
                "%d x a process with one slot, at most".formatted(shape.taskManagerCores()));
        ToDoubleFunction<Spread> mean = Spread::mean;
        add(
                JOB,
                "network of a TaskManager, in",
                peak / sizing.jobs() * Sizing.machineBytes(cost, sizing.taskManagers(), mean),
                Unit.BYTES_PER_SECOND,
                "(%s/s of each job x (%s B from Kafka + %s B between tasks x (1 - 1/%d))) / %d"
                        .formatted(
                                digits(peak / sizing.jobs()),
                                digits(cost.submissionBytes()),
                                digits(cost.exchangedBytes().mean()),
                                sizing.taskManagers(),
                                sizing.taskManagers()));
        rounds();
        contention();
    }

    private void scaling() {
        KeyGroups keys = KeyGroups.of(sizing.keyGroups());
        for (int taskManagers = 1; taskManagers < sizing.taskManagers(); taskManagers *= 2) {
            scaling(taskManagers, keys);
        }
        scaling(sizing.taskManagers(), keys);
    }

    /** As planned; at least if what two TaskManagers cost more is contention; at most if nothing is lost. */
    private void scaling(int taskManagers, KeyGroups keys) {
        int cores = taskManagers * shape.taskManagerCores();
        double skew = keys.skew(cores);
        double linear = 1000 * shape.utilisation() * cores / onOne().mean();
        double expected = linear * onOne().mean() / cost.on(taskManagers).mean() / skew;
        double contended = linear / (1 + cost.contention().most() * (cores - 1));
        add(
                SCALING,
                "%d TaskManager%s".formatted(taskManagers, taskManagers == 1 ? "" : "s"),
                new Spread(expected, Math.min(expected, contended), linear),
                Unit.PER_SECOND,
                "%d cores x %s x 1,000 ms / (%s + %s x 2 x (1 - 1/%d)) ms / %s, the skew of keys; at least %s / (1 + %s x (%d - 1))"
                        .formatted(
                                cores,
                                digits(shape.utilisation()),
                                digits(onOne().mean()),
                                digits(cost.added().mean()),
                                taskManagers,
                                digits(skew),
                                digits(linear),
                                digits(cost.contention().most()),
                                cores));
    }

    private void rounds() {
        if (onOne().least() == onOne().most()) {
            warnings.add(
                    "What an image costs was measured in one round, so there are no ranges to give, and nobody knows how far it is off.");
        }
    }

    private void contention() {
        double share = cost.contention().most();
        if (share > 0) {
            double limit = 1000 / onOne().mean() / share;
            if (limit < workload.peakPerSecond() / sizing.jobs()) {
                warnings.add(
                        ("If what two TaskManagers cost more than one, up to %s of an image's time, were contention and not the way to"
                                        + " another process, a job could do no more than %s images/s (Amdahl). Two TaskManagers cannot tell the two apart:"
                                        + " measure with as many as can be had before relying on %d.")
                                .formatted(digits(share), digits(limit), sizing.taskManagers()));
            }
        }
        if (sizing.jobs() > 1) {
            warnings.add(
                    ("One job cannot do it, since its review desk is one task: %d jobs, each with topics of its own and a part of the"
                                    + " uploads. What one remembers of images, accounts and groups the others do not know; send all of an account to one.")
                            .formatted(sizing.jobs()));
        }
    }

    private Spread onOne() {
        return cost.on(1);
    }

    /** What the network costs the cores beside a GPU, of what it costs them without. */
    private Spread hostShareOnGpu() {
        Job job = measured.gpu().figures().endToEnd().get(0);
        double network = 1000 / cpuPerSecond();
        double saved = (job.cpuMs().mean() - job.deviceMs().mean()) / network;
        return Spread.exactly(Math.max(0, 1 - Math.max(0, saved)));
    }

    private double cpuPerSecond() {
        return measured.gpu().figures().batches(batch()).cpu().mean();
    }

    private static int batch() {
        return ModerationOptions.MAX_BATCH.defaultValue();
    }

    private Spread gpus() {
        if (shape.device() == Device.CPU) {
            return Spread.exactly(0);
        }
        Measurements.Rate alone =
                measured.gpu().figures().batches(batch()).device().get(FP32);
        if (alone == null) {
            throw new IllegalArgumentException("no GPU with numbers of 32 bits was measured");
        }
        double inJob = measured.gpu().figures().endToEnd().get(0).device().mean();
        double needed = workload.peakPerSecond() / shape.utilisation();
        Spread gpus = new Spread(
                Math.ceil(needed / inJob),
                Math.ceil(needed / alone.imagesPerSecond().most()),
                Math.ceil(needed / inJob));
        add(
                JOB,
                "GPUs",
                gpus,
                Unit.WHOLE,
                "%s/s / %s / %s/s that the whole job did with one GPU; at least by %s/s of the network alone in batches of %d"
                        .formatted(
                                digits(workload.peakPerSecond()),
                                digits(shape.utilisation()),
                                digits(inJob),
                                digits(alone.imagesPerSecond().most()),
                                batch()));
        return gpus;
    }

    private Spread kafka() {
        double peak = workload.peakPerSecond();
        double flagged = workload.flaggedShare();
        int copies = shape.replication();
        double topics = peak * cost.bytes(flagged);
        add(
                KAFKA,
                "uploads and outcomes",
                topics,
                Unit.BYTES_PER_SECOND,
                "%s/s x (%s B + verdict %s B + %s x review item %s B)"
                        .formatted(
                                digits(peak),
                                digits(cost.submissionBytes()),
                                digits(cost.verdictBytes()),
                                digits(flagged),
                                digits(cost.reviewItemBytes())));
        add(
                KAFKA,
                "network of all brokers, in and out",
                copies * topics,
                Unit.BYTES_PER_SECOND,
                "%d copies: in once from who sends and %d times from the leader; out as often to followers, and once to who reads"
                        .formatted(copies, copies - 1));
        Spread busy = cost.brokerMillis().times(copies * peak / 1000);
        add(
                KAFKA,
                "busy at the peak",
                busy,
                Unit.CORES,
                "%s/s x %s ms an image x %d copies, as if a copy cost as much as the first"
                        .formatted(digits(peak), digits(cost.brokerMillis().mean()), copies));
        double disk = disk();
        add(
                KAFKA,
                "disk",
                disk,
                Unit.BYTES,
                "%s/s on average x (%s B x %s h + %s B of outcomes x %s h) x %d copies"
                        .formatted(
                                digits(workload.meanPerSecond()), digits(cost.submissionBytes()),
                                digits(shape.submissionsKept().toSeconds() / HOUR), digits(cost.outcomeBytes(flagged)),
                                digits(shape.outcomesKept().toSeconds() / HOUR), copies));
        Spread brokers = map(busy, cores -> brokers(cores, copies * topics, disk));
        add(
                KAFKA,
                "brokers",
                brokers,
                Unit.WHOLE,
                "the most of: %d copies; cores / %d; network / %s a second; disk / %s; each used to %s"
                        .formatted(
                                copies,
                                shape.brokerCores(),
                                bytes(shape.machineBytesPerSecond()),
                                bytes(shape.brokerDiskBytes()),
                                digits(shape.utilisation())));
        partitions();
        return brokers;
    }

    private static String bytes(double value) {
        return Line.exact("", "", value, Unit.BYTES, "").text();
    }

    private double disk() {
        return workload.meanPerSecond()
                * (cost.submissionBytes() * shape.submissionsKept().toSeconds()
                        + cost.outcomeBytes(workload.flaggedShare())
                                * shape.outcomesKept().toSeconds())
                * shape.replication();
    }

    private double brokers(double cores, double network, double disk) {
        return Stream.of(
                        (double) shape.replication(),
                        cores / shape.brokerCores() / shape.utilisation(),
                        network / shape.machineBytesPerSecond() / shape.utilisation(),
                        disk / shape.brokerDiskBytes() / shape.utilisation())
                .mapToDouble(Math::ceil)
                .max()
                .orElseThrow();
    }

    private void partitions() {
        double load = cost.submissionBytes() / sizing.slots();
        add(
                KAFKA,
                "partitions of " + Topics.SUBMISSIONS,
                over(Sizing::allCores),
                Unit.WHOLE,
                "one for each slot, which decodes what stands there");
        for (String topic : List.of(Topics.VERDICTS, Topics.REVIEW_ITEMS)) {
            double bytes = topic.equals(Topics.VERDICTS)
                    ? cost.verdictBytes()
                    : workload.flaggedShare() * cost.reviewItemBytes();
            add(
                    KAFKA,
                    "partitions of " + topic,
                    sizing.jobs() * Math.max(shape.replication(), Math.ceil(bytes / load)),
                    Unit.WHOLE,
                    "so many that one takes in no more bytes than one of the submissions, and no fewer than copies");
        }
    }

    private Spread state() {
        double mean = workload.meanPerSecond();
        Costs.Memory held = measured.costs().figures().held();
        double deliveries = mean * shape.deliveriesKnown().toSeconds();
        double files = mean * KnownImages.SIGHTINGS_MEMORY.toSeconds();
        Spread known = held.deliveryBytes().times(deliveries);
        add(
                STATE,
                "submissions known",
                known,
                Unit.BYTES,
                "%s/s on average x %s days x %s B each"
                        .formatted(
                                digits(mean),
                                digits(shape.deliveriesKnown().toSeconds() / DAY),
                                digits(held.deliveryBytes().mean())));
        Spread seen = held.imageBytes().times(files);
        add(
                STATE,
                "files seen",
                seen,
                Unit.BYTES,
                "%s/s on average x %d hours x %s B each"
                        .formatted(
                                digits(mean),
                                KnownImages.SIGHTINGS_MEMORY.toHours(),
                                digits(held.imageBytes().mean())));
        Spread accounts = held.accountBytes().times(workload.accounts());
        add(
                STATE,
                "accounts",
                accounts,
                Unit.BYTES,
                "%s x %s B each, at most"
                        .formatted(
                                digits(workload.accounts()),
                                digits(held.accountBytes().mean())));
        Spread all = known.plus(seen).plus(accounts);
        add(STATE, "state, and a whole checkpoint", all, Unit.BYTES, "the sum; what analysts decided is not in it");
        double keys = deliveries / sizing.allTaskManagers();
        add(
                STATE,
                "submissions known to a TaskManager",
                keys,
                Unit.COUNT,
                "%s / %d TaskManagers".formatted(digits(deliveries), sizing.allTaskManagers()));
        long tried = measured.growth().figures().most();
        if (keys > tried) {
            warnings.add(
                    ("A TaskManager would know %s submissions, %s times as many keys as one process was ever given (%s). How a look-up"
                                    + " slows down there is not known; fewer days (tamis.known.delivery-memory) or more TaskManagers bring it nearer.")
                            .formatted(digits(keys), digits(keys / tried), digits(tried)));
        }
        return all;
    }

    private void review() {
        double mean = workload.meanPerSecond() * workload.flaggedShare();
        double peak = workload.peakPerSecond() * workload.flaggedShare();
        double aDay = mean * DAY;
        Measurements.Console console = measured.console().figures();
        add(
                REVIEW,
                "items a day",
                aDay,
                Unit.COUNT,
                "%s/s on average x %s flagged x 86,400 s"
                        .formatted(digits(workload.meanPerSecond()), digits(workload.flaggedShare())));
        double analysts = Math.ceil(aDay / shape.decisionsOfAnalyst());
        add(
                REVIEW,
                "analysts, to see all",
                analysts,
                Unit.COUNT,
                "items / %s decisions of one in a day".formatted(digits(shape.decisionsOfAnalyst())));
        add(
                REVIEW,
                "PostgreSQL grows in a day by",
                aDay * (console.bytesPerItem() + cost.submissionBytes()),
                Unit.BYTES,
                "items x (%s B of tables and indexes + %s B of the file)"
                        .formatted(digits(console.bytesPerItem()), digits(cost.submissionBytes())));
        add(
                REVIEW,
                "items at the peak",
                peak,
                Unit.PER_SECOND,
                "%s/s x %s flagged; a console took in %s/s"
                        .formatted(
                                digits(workload.peakPerSecond()),
                                digits(workload.flaggedShare()),
                                digits(console.itemsPerSecond())));
        if (peak > console.itemsPerSecond() * shape.utilisation()) {
            warnings.add(
                    "At the peak %s review items a second come, where a console took in %s: more than one console and database, each for its own job or queues."
                            .formatted(digits(peak), digits(console.itemsPerSecond())));
        }
    }

    private void price(Spread gpus, Spread brokers, Spread state) {
        Spread cores = over(Sizing::allCores).plus(brokers.times(shape.brokerCores()));
        Spread machines = cores.times(prices.coreHour() * MONTH / HOUR);
        add(
                PRICE,
                "cores a month",
                machines,
                Unit.MONEY,
                "(%s of TaskManagers + %s brokers x %d) x %s h x %s"
                        .formatted(
                                digits(sizing.allCores()),
                                digits(brokers.mean()),
                                shape.brokerCores(),
                                digits(MONTH / HOUR),
                                prices.coreHour()));
        Spread accelerators = gpus.times(prices.gpuHour() * MONTH / HOUR);
        if (shape.device() == Device.GPU) {
            add(
                    PRICE,
                    "GPUs a month",
                    accelerators,
                    Unit.MONEY,
                    "%s x %s h x %s".formatted(digits(gpus.mean()), digits(MONTH / HOUR), prices.gpuHour()));
        }
        Spread stored = state.times(COPIES_OF_STATE).plus(Spread.exactly(disk()));
        Spread disks = stored.times(prices.gigabyteMonth() / GIGABYTE);
        add(
                PRICE,
                "disks a month",
                disks,
                Unit.MONEY,
                "(Kafka's + %d x state) in GB x %s".formatted(COPIES_OF_STATE, prices.gigabyteMonth()));
        double moved = workload.meanPerSecond()
                * MONTH
                * ((shape.replication() + 1) * cost.bytes(workload.flaggedShare())
                        + cost.exchangedBytes().mean() * ImageCost.elsewhere(sizing.taskManagers()));
        Spread traffic = Spread.exactly(moved * prices.gigabyte() / GIGABYTE);
        add(
                PRICE,
                "traffic a month",
                traffic,
                Unit.MONEY,
                "%s between machines at the mean rate x %s a GB".formatted(bytes(moved), prices.gigabyte()));
        Spread all = machines.plus(accelerators).plus(disks).plus(traffic);
        add(
                PRICE,
                "all a month",
                all,
                Unit.MONEY,
                "the sum; without people, PostgreSQL, console, JobManagers, who sends and who reads");
        add(
                PRICE,
                "all for a million uploads",
                all.times(MILLION / MONTH / workload.meanPerSecond()),
                Unit.MONEY,
                "by %s/s on average".formatted(digits(workload.meanPerSecond())));
    }

    private Spread over(ToDoubleFunction<Sizing> figure) {
        double mean = figure.applyAsDouble(sizing);
        return new Spread(
                mean, Math.min(mean, figure.applyAsDouble(smallest)), Math.max(mean, figure.applyAsDouble(largest)));
    }

    private static Spread map(Spread figure, DoubleUnaryOperator function) {
        return new Spread(
                function.applyAsDouble(figure.mean()),
                function.applyAsDouble(figure.least()),
                function.applyAsDouble(figure.most()));
    }

    private void add(String section, String what, Spread figure, Unit unit, String how) {
        lines.add(new Line(section, what, figure, unit, how));
    }

    private void add(String section, String what, double figure, Unit unit, String how) {
        lines.add(Line.exact(section, what, figure, unit, how));
    }
}
