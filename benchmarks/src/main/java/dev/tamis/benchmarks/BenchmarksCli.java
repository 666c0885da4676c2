package dev.tamis.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks: {@code ./tamis bench}. */
@Command(name = "tamis", subcommands = BenchCommand.class)
public final class BenchmarksCli {
    private BenchmarksCli() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarksCli())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }
}
