package dev.tamis.local;

import dev.tamis.local.stack.UnusableKafkaException;
import dev.tamis.stream.InvalidOptionException;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.util.List;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says in one line what went wrong. A stack trace goes to the log, and only where the failure was not foreseen. */
public final class FailureHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** Failures whose message was written for the person who typed the command. */
    private static final List<Class<? extends Exception>> FORESEEN = List.of(
            CommandFailedException.class,
            UnusableKafkaException.class,
            UnusableDetectorException.class,
            InvalidOptionException.class);

    /** The command line of a command and its subcommands: exits with 0 on success, 1 on a failed run and 2 on bad usage. */
    public static CommandLine commandLine(Object command) {
        FailureHandler failures = new FailureHandler();
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        if (FORESEEN.stream().anyMatch(type -> type.isInstance(failure))) {
            say(command, String.valueOf(failure.getMessage()));
        } else {
            LoggerFactory.getLogger(FailureHandler.class).error("{} failed", command.getCommandName(), failure);
            say(command, "%s; all of it: %s".formatted(inOneLine(failure), LogFile.current()));
        }
        return ExitCode.SOFTWARE;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        say(command, String.valueOf(failure.getMessage()));
        command.getErr().println("See ./" + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    /** What failed, and why in the end. */
    private static String inOneLine(Exception failure) {
        String what = firstLine(ExceptionUtils.getMessage(failure));
        return failure.getCause() == null ? what : what + ": " + firstLine(ExceptionUtils.getRootCauseMessage(failure));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static void say(CommandLine command, String message) {
        command.getErr().println("tamis: " + message);
        command.getErr().flush();
    }
}
