package io.tribunal.cli.deployment;

import java.nio.file.Path;
import java.util.Map;

/** One way of executing requests, as a deployment on this machine starts it. */
public sealed interface Implementation {
    /**
     * A Java variant: {@code tribunal execute}.
     *
     * @param settings of its own, besides those of every executor
     */
    record Variant(String variant, Map<String, String> settings) implements Implementation {}

    /**
     * An executor in another language.
     *
     * @param executor a program that understands {@code execute --config FILE --with-parent}, see docs/executors.md
     */
    record Program(Path executor) implements Implementation {}
}
