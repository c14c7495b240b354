package io.tribunal.deployment.process;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The threads of one part that runs in this process. Threads that they start belong to it too, so that log lines and fatal
 * errors of libraries can be told apart by part.
 */
public final class PartGroup extends ThreadGroup {
    private final PartThreads part;

    PartGroup(PartThreads part) {
        super(part.name());
        this.part = part;
    }

    /** The part whose thread this is; empty for threads of no part. */
    static Optional<PartThreads> partOfThisThread() {
        for (ThreadGroup group = Thread.currentThread().getThreadGroup(); group != null; group = group.getParent()) {
            if (group instanceof PartGroup own) {
                return Optional.of(own.part);
            }
        }
        return Optional.empty();
    }

    /** The log file of the part whose thread this is; empty for threads of no part. */
    public static Optional<Path> logOfThisThread() {
        return partOfThisThread().map(PartThreads::log);
    }
}
