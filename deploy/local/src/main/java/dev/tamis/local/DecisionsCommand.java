package dev.tamis.local;

import dev.tamis.local.decision.DecisionsExport;
import dev.tamis.local.report.JsonFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Turns the analysts' decisions into labelled images. */
@Command(
        name = "decisions",
        description = {
            "Reads the analysts' decisions and the images decided on from Kafka and writes them as labelled images,"
                    + " {FAKE,REAL}/*, for ./tamis retrain --decisions and ./tamis evaluate --data.",
            "Run again, it brings the folder up to date. The images are your users': mind who sees the folder."
        })
final class DecisionsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", required = true, description = "The Kafka to read.")
    private String bootstrap = "";

    @Mixin
    private KafkaPropertiesOption properties = new KafkaPropertiesOption();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder.")
    private Path out = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the counts as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        DecisionsExport.Counts counts = new DecisionsExport(properties.connection(bootstrap), out).run();
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.printf(
                "%,7d submissions decided on, %,d different image files%n", counts.submissions(), counts.images());
        stdout.printf("%,7d FAKE and %,d REAL in %s%n", counts.fake(), counts.real(), out);
        print(counts.undecided(), "left out: escalated, or the decision does not say what the image is");
        print(counts.withoutFile(), "left out: no review item carries the file");
        print(counts.unreadableRecords(), "records left out: no messages of their topic's type");
        stdout.flush();
        if (json != null) {
            JsonFile.write(json, counts);
        }
        return ExitCode.OK;
    }

    private void print(long count, String what) {
        if (count > 0) {
            spec.commandLine().getOut().printf("%,7d %s%n", count, what);
        }
    }
}
