package dev.tamis.local;

import dev.tamis.local.control.Answer;
import dev.tamis.local.control.ControlChannel;
import dev.tamis.local.report.JsonFile;
import dev.tamis.local.stack.CommittedRecords;
import dev.tamis.schemas.ChangePolicy;
import dev.tamis.schemas.ChangeThresholds;
import dev.tamis.schemas.ControlState;
import dev.tamis.schemas.ControlStatus;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ModerationAlert;
import dev.tamis.schemas.PromoteDetector;
import dev.tamis.schemas.SelfDeclaredRule;
import dev.tamis.schemas.ShadowDetector;
import dev.tamis.schemas.StopShadow;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.VerdictThresholds;
import dev.tamis.stream.control.InForce;
import dev.tamis.stream.detect.DetectorReference;
import dev.tamis.stream.detect.OnnxDetectorLoader;
import dev.tamis.stream.policy.SelfDeclared;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Instructions to the running job. */
@Command(
        name = "control",
        description = {
            "Instructs the job that runs on a Kafka, without a restart, and waits until every subtask follows.",
            "A bad instruction is refused with a reason and the job goes on as before."
        },
        subcommands = {
            ControlCommand.Promote.class,
            ControlCommand.Shadow.class,
            ControlCommand.Threshold.class,
            ControlCommand.Policy.class,
            ControlCommand.Status.class
        })
final class ControlCommand implements Callable<Integer> {
    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(15);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "promote, shadow, threshold, policy or status is expected");
    }

    /** What every instruction needs. */
    static final class Issuing {
        @Spec(Spec.Target.MIXEE)
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private KafkaOption kafka = new KafkaOption();

        @Option(
                names = "--key",
                paramLabel = "FILE",
                description = "PEM file of the Ed25519 private key, for a job that was given tamis.control.public-key.")
        private @Nullable Path key;

        @Option(names = "--by", paramLabel = "NAME", description = "Who gives the instruction, the user by default.")
        private String by = System.getProperty("user.name");

        @Option(
                names = "--wait",
                paramLabel = "SECONDS",
                defaultValue = "60",
                description = "How long to wait for the job, ${DEFAULT-VALUE} by default.")
        private long seconds;

        @Option(names = "--json", paramLabel = "FILE", description = "Writes what the job said as JSON.")
        private @Nullable Path json;

        int give(Object instruction) throws CommandFailedException, IOException, InterruptedException {
            PrintWriter console = spec.commandLine().getOut();
            Answer answer;
            try (ControlChannel channel = new ControlChannel(kafka.connection(), privateKey())) {
                answer = channel.give(instruction, by, Duration.ofSeconds(seconds), status -> say(console, status));
            } catch (IllegalArgumentException e) {
                throw new CommandFailedException("%s holds %s".formatted(key, e.getMessage()));
            }
            if (json != null) {
                JsonFile.write(json, StatusReport.of(answer));
            }
            if (answer.refusal().isPresent()) {
                throw new CommandFailedException(
                        "the job refuses: " + printable(answer.refusal().get()));
            }
            if (!answer.isAccepted()) {
                throw new CommandFailedException("no job answered within %d s: does one run on %s?"
                        .formatted(seconds, kafka.connection().bootstrapServers()));
            }
            if (!answer.isFollowed()) {
                throw new CommandFailedException(
                        "the job accepts, but not every subtask followed within %d s; it goes on trying"
                                .formatted(seconds));
            }
            return ExitCode.OK;
        }

        private Optional<String> privateKey() throws CommandFailedException {
            if (key == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(Files.readString(key));
            } catch (IOException e) {
                throw new CommandFailedException("the key %s cannot be read: %s".formatted(key, e));
            }
        }

        private static void say(PrintWriter console, ControlStatus status) {
            switch (status.getState()) {
                case ACCEPTED -> console.println("accepted");
                case ACTIVE -> console.println(described(status));
                case FAILED ->
                    console.printf(
                            "subtask %d cannot follow yet: %s%n", status.getSubtask(), printable(status.getDetail()));
                default -> {} // a refusal is the command's failure
            }
            console.flush();
        }
    }

    /** Which detector. */
    static final class DetectorFile {
        @Parameters(
                paramLabel = "FILE",
                description =
                        "The detector.onnx: a file that the job's TaskManagers see under the same path, or a URI of one of"
                                + " their file systems, for example s3://models/detector.onnx.")
        private String file = "";

        @Option(
                names = "--sha256",
                paramLabel = "HEX",
                description = "SHA-256 of the file. Not needed where this machine can read it.")
        private @Nullable String sha256;

        String uri() {
            return file.contains("://") || file.startsWith("file:")
                    ? file
                    : Path.of(file).toAbsolutePath().normalize().toUri().toString();
        }

        /** Loads the file here, where that hash is not given, so that a wrong one is found at once. */
        String sha256() throws UnusableDetectorException {
            if (sha256 != null) {
                return sha256;
            }
            return new OnnxDetectorLoader()
                    .profile(new DetectorReference(uri(), null))
                    .identity()
                    .getSha256();
        }
    }

    /** Another detector. */
    @Command(
            name = "promote",
            description =
                    "Lets a detector give the verdicts from now on, with its own thresholds. The file must stay where"
                            + " it is: a job that restarts loads it from there.")
    static final class Promote implements Callable<Integer> {
        @Mixin
        private DetectorFile detector = new DetectorFile();

        @Mixin
        private Issuing issuing = new Issuing();

        @Override
        public Integer call() throws Exception {
            return issuing.give(new PromoteDetector(detector.uri(), detector.sha256()));
        }
    }

    /** A detector beside the other. */
    @Command(
            name = "shadow",
            description =
                    "Lets a detector score beside the one that gives the verdicts, as far as there is time for it; where"
                            + " it disagrees goes to the topic shadow-disagreements.")
    static final class Shadow implements Callable<Integer> {
        @ArgGroup(multiplicity = "1")
        private Choice choice = new Choice();

        @Mixin
        private Issuing issuing = new Issuing();

        /** One of both. */
        static final class Choice {
            @ArgGroup(exclusive = false)
            private @Nullable DetectorFile detector;

            @Option(names = "--stop", description = "Lets the detector in shadow go.")
            private boolean stop;
        }

        @Override
        public Integer call() throws Exception {
            DetectorFile detector = choice.detector;
            return issuing.give(
                    detector == null ? new StopShadow() : new ShadowDetector(detector.uri(), detector.sha256()));
        }
    }

    /** Other thresholds. */
    @Command(
            name = "threshold",
            description = "Changes the thresholds of the detector in force, until another one is promoted.")
    static final class Threshold implements Callable<Integer> {
        @Option(
                names = "--authentic-below",
                paramLabel = "SCORE",
                required = true,
                description = "A score below this is AUTHENTIC, 0 to 1.")
        private double authenticBelow;

        @Option(
                names = "--generated-from",
                paramLabel = "SCORE",
                required = true,
                description = "A score at or above this is GENERATED, 0 to 1.")
        private double generatedFrom;

        @Mixin
        private Issuing issuing = new Issuing();

        @Override
        public Integer call() throws Exception {
            return issuing.give(new ChangeThresholds(new VerdictThresholds(authenticBelow, generatedFrom)));
        }
    }

    /** Other rules. */
    @Command(name = "policy", description = "Changes the rules that are named and leaves the others.")
    static final class Policy implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--self-declared",
                paramLabel = "RULE",
                description = "An image whose file says that a generator made it is: ${COMPLETION-CANDIDATES}.")
        private @Nullable SelfDeclared selfDeclared;

        @Option(names = "--min-side", paramLabel = "PIXELS", description = "A smaller image is UNCERTAIN.")
        private @Nullable Integer minSide;

        @Option(
                names = "--min-jpeg-quality",
                paramLabel = "QUALITY",
                description = "A JPEG of lower quality is UNCERTAIN, 0 to 100.")
        private @Nullable Integer minJpegQuality;

        @Option(
                names = "--min-fine-detail",
                paramLabel = "DETAIL",
                description = "An image with less is UNCERTAIN; see tamis.quality.min-fine-detail.")
        private @Nullable Double minFineDetail;

        @Option(
                names = "--review-uncertain",
                paramLabel = "BOOLEAN",
                description = "Whether analysts see UNCERTAIN images.")
        private @Nullable Boolean reviewUncertain;

        @Option(
                names = "--flood-above",
                paramLabel = "COUNT",
                description = "A file that comes more often in an hour is up for review.")
        private @Nullable Integer floodAbove;

        @Option(
                names = "--generated-per-day",
                paramLabel = "COUNT",
                description = "Most GENERATED verdicts of a day, 0 for no limit; further images are UNCERTAIN.")
        private @Nullable Integer generatedPerDay;

        @Option(
                names = "--generated-share",
                paramLabel = "SHARE",
                description = "Largest share of GENERATED verdicts of an hour, 1 for no limit.")
        private @Nullable Double generatedShare;

        @Mixin
        private Issuing issuing = new Issuing();

        @Override
        public Integer call() throws Exception {
            ChangePolicy change = new ChangePolicy();
            set(selfDeclared, rule -> change.setSelfDeclared(SelfDeclaredRule.valueOf(rule.name())));
            set(minSide, change::setMinSide);
            set(minJpegQuality, change::setMinJpegQuality);
            set(minFineDetail, change::setMinFineDetail);
            set(reviewUncertain, change::setReviewUncertain);
            set(floodAbove, change::setFloodAbove);
            set(generatedPerDay, change::setGeneratedPerDay);
            set(generatedShare, change::setGeneratedShare);
            if (change.equals(new ChangePolicy())) {
                throw new ParameterException(spec.commandLine(), "a rule to change is expected");
            }
            return issuing.give(change);
        }

        private static <T> void set(@Nullable T value, Consumer<T> setter) {
            if (value != null) {
                setter.accept(value);
            }
        }
    }

    /** What is in force. */
    @Command(
            name = "status",
            description =
                    "Says what every subtask of the job scores with, what became of the latest instructions, and which"
                            + " alerts stand.")
    static final class Status implements Callable<Integer> {
        private static final int LATEST = 10;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private KafkaOption kafka = new KafkaOption();

        @Option(names = "--json", paramLabel = "FILE", description = "Writes all of it as JSON.")
        private @Nullable Path json;

        @Override
        public Integer call() throws Exception {
            InForce inForce = inForce(new CommittedRecords(kafka.connection(), KAFKA_PATIENCE));
            PrintWriter console = spec.commandLine().getOut();
            if (inForce.subtasks().isEmpty()) {
                console.println("no job has said anything yet");
            }
            inForce.subtasks().forEach(status -> console.println(described(status)));
            List<ControlStatus> instructions = inForce.instructions();
            if (!instructions.isEmpty()) {
                console.println();
            }
            instructions.stream()
                    .skip(Math.max(0, instructions.size() - LATEST))
                    .forEach(status -> console.printf(
                            "%s  %-8s  %s%n",
                            status.getAt(),
                            status.getState() == ControlState.ACCEPTED ? "accepted" : "refused",
                            printable(status.getDetail())));
            for (ModerationAlert alert : inForce.alerts()) {
                console.printf("%nALERT %s  %s%n", alert.getAt(), printable(alert.getDetail()));
            }
            console.flush();
            if (json != null) {
                JsonFile.write(json, StatusReport.of(inForce));
            }
            return ExitCode.OK;
        }

        private static InForce inForce(CommittedRecords records) throws IOException {
            List<ControlStatus> statuses = new ArrayList<>();
            records.forEach(Topics.CONTROL_STATUS, MessageCodec.of(ControlStatus.class), statuses::add);
            List<ModerationAlert> alerts = new ArrayList<>();
            records.forEach(Topics.ALERTS, MessageCodec.of(ModerationAlert.class), alerts::add);
            return InForce.of(statuses, alerts, Instant.now());
        }
    }

    private static String described(ControlStatus status) {
        StringBuilder text = new StringBuilder("subtask %d of %d scores with %s (%s)"
                .formatted(
                        status.getSubtask() + 1,
                        status.getSubtasks(),
                        printable(status.getDetector().getId()),
                        status.getDetector().getSha256().substring(0, 12)));
        text.append(", AUTHENTIC below %s, GENERATED from %s"
                .formatted(
                        status.getThresholds().getAuthenticBelow(),
                        status.getThresholds().getGeneratedFrom()));
        if (status.getShadow() != null) {
            text.append(", beside it in shadow " + printable(status.getShadow().getId()));
        }
        if (status.getPauseMicros() != null) {
            text.append(", switched within %,d µs; a batch took %,d µs"
                    .formatted(status.getPauseMicros(), status.getBatchMicros()));
        }
        return text.toString();
    }

    /** Names come from whoever may write to a topic; a terminal obeys control characters. */
    private static String printable(@Nullable String text) {
        return String.valueOf(text)
                .codePoints()
                .map(point -> Character.isISOControl(point) ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
