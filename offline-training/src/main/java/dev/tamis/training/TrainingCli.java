package dev.tamis.training;

import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.export.UnfaithfulExportException;
import dev.tamis.training.train.TrainingFailedException;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of this module. */
@Command(
        name = "tamis",
        description = "Trains, evaluates and exports detectors.",
        subcommands = {
            DatasetCommand.class,
            SearchCommand.class,
            TrainCommand.class,
            RetrainCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            ExplainCommand.class,
            ImportModelCommand.class,
            ReportCommand.class
        },
        mixinStandardHelpOptions = true)
public final class TrainingCli {
    private TrainingCli() {}

    public static void main(String[] args) {
        System.setProperty("org.bytedeco.javacpp.logger", "slf4j"); // else it warns on standard error, see log4j2.xml
        System.exit(commandLine().execute(args));
    }

    /** The command line, for a process or a test to execute: 0 for success, 1 for a failed run, 2 for bad usage. */
    public static CommandLine commandLine() {
        return new CommandLine(new TrainingCli())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(TrainingCli::report);
    }

    /** What its user can mend is one message; a bug keeps its stack trace. */
    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof UnusableDataSetException
                || failure instanceof TrainingFailedException
                || failure instanceof UnusableDetectorException
                || failure instanceof UnfaithfulExportException
                || failure instanceof IOException) {
            command.getErr().println("tamis: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
