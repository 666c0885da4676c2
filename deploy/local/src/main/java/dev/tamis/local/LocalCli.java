package dev.tamis.local;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Main class of the commands that run Tamis on one machine. */
@Command(
        name = "tamis",
        description = "Tamis on one machine.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ChaosCommand.class,
            SoakCommand.class,
            ReplayCommand.class,
            CheckCommand.class,
            BackfillCommand.class,
            ControlCommand.class,
            DecisionsCommand.class,
            TopicsCommand.class,
            DoctorCommand.class
        })
public final class LocalCli {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli answers it before a command runs
    private boolean help;

    private LocalCli() {}

    public static void main(String[] arguments) {
        // The commands speak English; a decimal comma would not.
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, for a process or a test to execute: 0 for success, 1 for a failed run, 2 for bad usage. */
    public static CommandLine commandLine() {
        return FailureHandler.commandLine(new LocalCli());
    }
}
