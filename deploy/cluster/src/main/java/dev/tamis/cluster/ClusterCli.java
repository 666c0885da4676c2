package dev.tamis.cluster;

import dev.tamis.local.FailureHandler;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Main class of the commands that run a cluster on this machine. */
@Command(
        name = "tamis cluster",
        description =
                "A cluster on this machine: Kafka, Flink, PostgreSQL and the review console in processes of their own.",
        subcommands = {
            UpCommand.class,
            StatusCommand.class,
            RescaleCommand.class,
            FlinkCommand.class,
            DownCommand.class,
            ChaosCommand.class
        })
public final class ClusterCli {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli answers it before a command runs
    private boolean help;

    private ClusterCli() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, for a process or a test to execute: 0 for success, 1 for a failed run, 2 for bad usage. */
    public static CommandLine commandLine() {
        return FailureHandler.commandLine(new ClusterCli());
    }
}
