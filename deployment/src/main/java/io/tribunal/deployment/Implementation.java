package io.tribunal.deployment;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** One way of executing requests, as a deployment on this machine starts it. */
public sealed interface Implementation {
    /**
     * A Java variant: {@code tribunal execute}.
     *
     * @param settings of its own, besides those of every executor
     */
    record Variant(String variant, Map<String, String> settings) implements Implementation {
        /** The same, told what the service behind the HTTP bridge is written in. */
        public Variant writtenIn(String platform) {
            Map<String, String> more = new TreeMap<>(settings);
            more.put("tribunal.http.platform", platform);
            return new Variant(variant, more);
        }
    }

    /**
     * An executor in another language.
     *
     * @param executor a program that understands {@code execute --config FILE --with-parent}, see docs/executors.md
     */
    record Program(Path executor) implements Implementation {}
}
