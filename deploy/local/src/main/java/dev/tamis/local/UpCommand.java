package dev.tamis.local;

import dev.tamis.local.stack.KafkaChoice;
import dev.tamis.local.stack.LocalStack;
import dev.tamis.local.stack.LocalTopics;
import dev.tamis.local.stack.ReviewConsole;
import dev.tamis.local.stack.StackSettings;
import dev.tamis.local.stack.StackSettings.Retention;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keeps Kafka and the job running on this machine until Ctrl-C. */
@Command(
        name = "up",
        description = {
            "Keeps Kafka, Flink, the detector and the review console running on this machine until Ctrl-C.",
            "Started again on the same folder, it continues where it stopped."
        })
final class UpCommand implements Callable<Integer> {
    private static final String WEB_PORTS = "8081-8099";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DetectorOption detector = new DetectorOption();

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Where Kafka clients connect, ${DEFAULT-VALUE} by default; 0 for any free port.")
    private int kafkaPort;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Starts no Kafka and runs the job on this one.")
    private @Nullable String bootstrap;

    @Mixin
    private KafkaPropertiesOption properties = new KafkaPropertiesOption();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "tamis-up",
            description = "Folder of Kafka's data, checkpoints and logs, ${DEFAULT-VALUE} by default.")
    private Path folder = Path.of("");

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Serves the job's metrics to Prometheus there, on every network of this machine;"
                    + " deploy/dashboards/tamis.json shows them in Grafana.")
    private @Nullable Integer metricsPort;

    @Option(
            names = "--console-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Where browsers find the review console, ${DEFAULT-VALUE} by default; 0 for any free port.")
    private int consolePort;

    @Option(names = "--no-console", description = "Runs no review console.")
    private boolean noConsole;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description =
                    "An option of the job, as docs/options.md names them, or of Flink. May be given several times.")
    private Map<String, String> options = Map.of();

    @Override
    public Integer call() throws Exception {
        if (bootstrap == null && properties.isGiven()) {
            throw new ParameterException(
                    spec.commandLine(), "--kafka-properties: of which Kafka? --bootstrap is missing");
        }
        LogFile.openIn(folder);
        KafkaChoice kafka = bootstrap == null
                ? new KafkaChoice.Own(kafkaPort)
                : new KafkaChoice.Existing(properties.connection(bootstrap));
        StackSettings settings =
                new StackSettings(folder, Retention.KEEP, kafka, detector.file(), WEB_PORTS, metricsPort, options);
        try (LocalStack stack = LocalStack.start(settings);
                ReviewConsole console = noConsole ? null : console(stack)) {
            print(stack, settings, console == null ? List.of() : console.lines());
            if (console != null) {
                console.onDeath(this::complain);
            }
            stack.awaitEnd();
        }
        return ExitCode.OK;
    }

    private ReviewConsole console(LocalStack stack) {
        return ReviewConsole.start(
                Path.of(System.getProperty("tamis.home", "")),
                folder,
                stack.bootstrapServers(),
                detector.file(),
                consolePort,
                properties.arguments());
    }

    private void complain(String problem) {
        PrintWriter errors = spec.commandLine().getErr();
        errors.println("tamis: " + problem);
        errors.flush();
    }

    private void print(LocalStack stack, StackSettings settings, List<String> consoleLines) {
        PrintWriter console = spec.commandLine().getOut();
        console.printf("Kafka     %s%n", stack.bootstrapServers());
        console.printf("Topics    %s%n", String.join(", ", LocalTopics.names()));
        console.printf("Flink     %s%n", stack.webAddress());
        if (settings.metricsPort() != null) {
            console.printf("Metrics   http://localhost:%d/metrics%n", settings.metricsPort());
        }
        console.printf("Detector  %s%n", settings.detector());
        console.printf(
                "Folder    %s (log: %s)%n", settings.folder(), LogFile.current().getFileName());
        console.printf("Send      ./tamis demo --bootstrap %s --images DIR%n", stack.bootstrapServers());
        consoleLines.forEach(console::println);
        console.println("Stop      Ctrl-C");
        console.flush();
    }
}
