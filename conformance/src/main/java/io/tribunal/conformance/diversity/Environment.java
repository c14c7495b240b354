package io.tribunal.conformance.diversity;

import io.tribunal.conformance.probe.ExecutorCommand;
import java.util.List;
import java.util.Map;

/**
 * An unusual environment in which a process is started.
 *
 * @param before shell commands that set a limit
 */
record Environment(String name, Map<String, String> variables, String before) {
    static final List<Environment> ALL = List.of(
            new Environment("time zone TZ=Asia/Kathmandu", Map.of("TZ", "Asia/Kathmandu"), ":"),
            new Environment(
                    "locale LC_ALL=tr_TR.UTF-8",
                    Map.of(
                            "LC_ALL", "tr_TR.UTF-8",
                            "LANG", "tr_TR.UTF-8",
                            "_JAVA_OPTIONS", "-Duser.language=tr -Duser.country=TR"),
                    ":"),
            new Environment(
                    "no locale, ASCII",
                    Map.of("LC_ALL", "C", "LANG", "C", "_JAVA_OPTIONS", "-Dfile.encoding=US-ASCII"),
                    ":"),
            new Environment("stack of 256 KiB", Map.of("_JAVA_OPTIONS", "-Xss256k"), "ulimit -s 256"),
            new Environment(
                    "little memory",
                    Map.of(
                            "_JAVA_OPTIONS", "-Xms16m -Xmx40m",
                            "GOMEMLIMIT", "32MiB",
                            "NODE_OPTIONS", "--max-old-space-size=48"),
                    ":"));

    ExecutorCommand around(ExecutorCommand command) {
        return command.withProbe(command.probe().after(before, variables));
    }
}
