package io.tribunal.deployment.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A running Kafka node or role of a deployment: a process of its own, or threads of this one. */
public interface Part {
    /** Its name for people. */
    String name();

    /** The file that takes its log. */
    Path log();

    boolean isAlive();

    /** Whether it does its work, as far as that can be seen from here; a process of its own counts when it runs. */
    default boolean isServing() {
        return isAlive();
    }

    /** How it ended, to be read after its name and "ended"; only after its end. */
    String ending();

    /** Completes with this part when it has ended. */
    CompletableFuture<Part> onExit();

    /** Processor time that it has used, without that of its threads or child processes that have ended. */
    Duration processorTime();

    /** Asks for an orderly end. */
    void terminate();

    /** Waits for the end, and gives up in the way of the part if it does not come in time. */
    void awaitEnd(Duration patience);
}
