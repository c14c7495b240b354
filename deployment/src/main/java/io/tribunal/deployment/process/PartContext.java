package io.tribunal.deployment.process;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The part that a thread of this process belongs to. Threads, virtual ones too, inherit it from the thread that creates them, so that
 * log lines and fatal errors of libraries can be told apart by part.
 */
public final class PartContext {
    private static final InheritableThreadLocal<PartThreads> PART = new InheritableThreadLocal<>();

    private PartContext() {}

    /** From now on this thread belongs to the part. */
    static void enter(PartThreads part) {
        PART.set(part);
    }

    /** The part whose thread this is; empty for threads of no part. */
    static Optional<PartThreads> partOfThisThread() {
        return Optional.ofNullable(PART.get());
    }

    /** The log file of the part whose thread this is; empty for threads of no part. */
    public static Optional<Path> logOfThisThread() {
        return partOfThisThread().map(PartThreads::log);
    }
}
