package io.tribunal.deployment;

import io.tribunal.deployment.process.ChildProcess;
import java.util.function.Consumer;

/** Reports each child process that ends before the deployment is closed. */
final class ExitReport implements Consumer<ChildProcess>, AutoCloseable {
    private final Consumer<String> report;
    private volatile boolean silent;

    ExitReport(Consumer<String> report) {
        this.report = report;
    }

    void watch(ChildProcess child) {
        var unused = child.onExit().thenAccept(this);
    }

    @Override
    public void accept(ChildProcess child) {
        if (!silent) {
            report.accept(child.name() + " ended with status " + child.exitValue() + "; it is not restarted, see "
                    + child.log());
        }
    }

    /** From now on processes end on purpose: nothing more is reported. */
    @Override
    public void close() {
        silent = true;
    }
}
