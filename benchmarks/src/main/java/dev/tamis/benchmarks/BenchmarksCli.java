package dev.tamis.benchmarks;

import dev.tamis.vision.detector.UnusableDetectorException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks: {@code ./tamis bench} and {@code ./tamis plan}. */
@Command(
        name = "tamis",
        subcommands = {BenchCommand.class, PlanCommand.class})
public final class BenchmarksCli {
    private BenchmarksCli() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, for a process or a test to execute: 0 for success, 1 for a failed run, 2 for bad usage. */
    public static CommandLine commandLine() {
        return new CommandLine(new BenchmarksCli())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(BenchmarksCli::report);
    }

    /** What its user can mend is one message; a bug keeps its stack trace. */
    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof IOException || failure instanceof UnusableDetectorException) {
            command.getErr().println("tamis: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
