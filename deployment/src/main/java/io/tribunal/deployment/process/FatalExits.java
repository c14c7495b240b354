package io.tribunal.deployment.process;

import java.util.Optional;
import org.apache.kafka.common.utils.Exit;

/**
 * Keeps a Kafka node from ending this process. A node that cannot go on (its disk is full, its metadata cannot be read) halts the
 * JVM; here it ends the part whose thread asks for that.
 */
final class FatalExits {
    private FatalExits() {}

    /** Thrown in place of the end of the process; ends the thread. */
    private static final class PartHalted extends Error {
        private static final long serialVersionUID = 1L;

        PartHalted(String message) {
            super(message);
        }
    }

    /** From now on; calls after the first change nothing. */
    static void contain() {
        Exit.setExitProcedure(FatalExits::exit);
        Exit.setHaltProcedure(FatalExits::halt);
    }

    private static void exit(int status, String message) {
        endPart(status, message);
        System.exit(status);
    }

    private static void halt(int status, String message) {
        endPart(status, message);
        Runtime.getRuntime().halt(status);
    }

    /** Returns only on a thread of no part. */
    private static void endPart(int status, String message) {
        Optional<PartThreads> part = PartContext.partOfThisThread();
        if (part.isPresent()) {
            String cause = "status " + status + (message == null ? "" : " (" + message + ")");
            part.get().fail(cause);
            throw new PartHalted(part.get().name() + " ended with " + cause);
        }
    }
}
