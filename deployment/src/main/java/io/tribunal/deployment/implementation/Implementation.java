package io.tribunal.deployment.implementation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An implementation of the service, as a deployment on this machine starts it. */
public sealed interface Implementation {
    /**
     * A Java variant: {@code tribunal execute}.
     *
     * @param settings of its own, in addition to those of every executor
     */
    record Variant(String variant, Map<String, String> settings) implements Implementation {
        /** The same with a setting that names the platform of the service behind the HTTP bridge. */
        public Variant writtenIn(String platform) {
            Map<String, String> more = new TreeMap<>(settings);
            more.put("tribunal.http.platform", platform);
            return new Variant(variant, more);
        }
    }

    /**
     * An executor in another language.
     *
     * @param command a program and its first arguments; it understands {@code execute --config FILE --with-parent} and
     *     {@code probe} behind them, see docs/executors.md
     */
    record Program(List<String> command) implements Implementation {
        public Program {
            command = List.copyOf(command);
        }
    }
}
