package dev.tamis.generator;

import dev.tamis.generator.batch.GenerationFailedException;
import dev.tamis.generator.diffusion.UnusablePipelineException;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of this module. */
@Command(
        name = "tamis",
        description = "Makes synthetic images.",
        subcommands = GenerateCommand.class,
        mixinStandardHelpOptions = true)
public final class GeneratorCli {
    private GeneratorCli() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, for a process or a test to execute: 0 for success, 1 for a failed run, 2 for bad usage. */
    public static CommandLine commandLine() {
        return new CommandLine(new GeneratorCli())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(GeneratorCli::correct)
                .setExecutionExceptionHandler(GeneratorCli::report);
    }

    private static int correct(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("tamis: " + failure.getMessage());
        command.getErr().println("See ./" + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /** What its user can mend is one message; a bug keeps its stack trace. */
    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof UnusablePipelineException
                || failure instanceof GenerationFailedException
                || failure instanceof IOException) {
            command.getErr().println("tamis: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
