package dev.tamis.local;

import dev.tamis.local.doctor.Doctor;
import dev.tamis.local.doctor.Finding;
import dev.tamis.local.doctor.Finding.State;
import dev.tamis.local.report.JsonFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what this machine has and lacks. */
@Command(
        name = "doctor",
        description = "Says what this machine has of what Tamis needs. Exit code 1: something needed is missing.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DetectorOption detector = new DetectorOption();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the findings as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        List<Finding> findings = new Doctor(detector.file()).examine();
        PrintWriter console = spec.commandLine().getOut();
        findings.forEach(finding -> console.println(line(finding)));
        console.flush();
        if (json != null) {
            JsonFile.write(json, findings);
        }
        boolean healthy = findings.stream().allMatch(finding -> finding.state() == State.OK);
        return healthy ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static String line(Finding finding) {
        String state = finding.state() == State.OK ? "@|green ok|@     " : "@|bold,red problem|@";
        return Ansi.AUTO.string(state) + "  %-13s %s".formatted(finding.what(), finding.found());
    }
}
