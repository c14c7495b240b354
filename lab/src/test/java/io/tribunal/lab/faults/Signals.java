package io.tribunal.lab.faults;

import io.tribunal.deployment.process.ChildProcess;
import java.io.IOException;

/** Freezes a child process and resumes it; the process only notices the time that has passed. */
final class Signals {
    private Signals() {}

    static void stop(ChildProcess child) {
        send("STOP", child);
    }

    static void resume(ChildProcess child) {
        send("CONT", child);
    }

    private static void send(String signal, ChildProcess child) {
        try {
            int status = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + child.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill -" + signal + " of " + child.name() + " gave " + status);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
