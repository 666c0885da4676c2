package dev.tamis.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops a cluster. */
@Command(
        name = "down",
        description = "Stops a cluster. Its folder keeps what it knows: the next cluster there continues with it.")
final class DownCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FolderOption folder = new FolderOption();

    @Override
    public Integer call() throws Exception {
        ProcessHandle keeper = folder.state().keeper().orElseThrow();
        keeper.destroy();
        try {
            keeper.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // Its processes end with it.
            keeper.destroyForcibly();
            keeper.onExit().join();
        }
        spec.commandLine()
                .getOut()
                .println("stopped; data and logs: " + folder.folder().folder());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
