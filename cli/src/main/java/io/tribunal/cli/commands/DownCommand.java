package io.tribunal.cli.commands;

import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.error.UserError;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the deployment that {@code up} runs in a data directory. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stop the deployment that 'tribunal up' runs in a directory.")
public final class DownCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 60;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Data directory of 'tribunal up'.")
    private Path data = Path.of("");

    @Override
    public Integer call() {
        DataDirectory.holder(data)
                .flatMap(ProcessHandle::of)
                .ifPresentOrElse(this::stop, () -> System.err.println("nothing runs in " + data));
        return 0;
    }

    private void stop(ProcessHandle up) {
        up.destroy();
        try {
            up.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            System.err.println("stopped; the data stays in " + data);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new UserError("process " + up.pid() + " did not stop within " + PATIENCE_SECONDS + " s");
        }
    }
}
