package io.tribunal.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tribunal.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * Each kind of fault except a crash, with a second executor that has another fault, in a deployment of its own that {@code tribunal demo}
 * starts: the verdicts stay correct (the demo checks them itself), and only these two executors are excluded, each for its fault.
 */
@Tag("soak")
class EachFaultIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0} beside {3}")
    @CsvSource({
        "lie@GET, ISOLATED, WRONG, silent, DOWN, '', --partitions 2 --requests 900",
        "lie:0.3, ISOLATED, WRONG, equivocate:0.1, ISOLATED, EQUIVOCATED, --partitions 2 --requests 900",
        "delay:100-500ms, ISOLATED, SLOW, wrong-state, ISOLATED, WRONG, --partitions 1 --requests 4000 --rate 50",
    })
    void shouldExcludeBothFaultyExecutorsAndNoOther(
            String fault,
            String change,
            String grounds,
            String otherFault,
            String otherChange,
            String otherGrounds,
            String load)
            throws IOException {
        JsonNode summary = demo(load, "--fault e2=" + fault + " --fault e4=" + otherFault);

        Map<String, Set<String>> changes = new TreeMap<>();
        summary.get("decisions").forEach(decision -> {
            changes.computeIfAbsent(decision.get("executor").asText(), executor -> new TreeSet<>())
                    .add(decision.get("change").asText() + " "
                            + decision.get("grounds").asText());
            report(fault, decision);
            if (Set.of("ISOLATED", "DOWN").contains(decision.get("change").asText())) {
                assertThat(decision.get("ballots").asLong()).as("%s", decision).isPositive();
                assertThat(decision.get("afterMs").asLong()).as("%s", decision).isPositive();
            }
        });
        assertThat(changes).containsOnlyKeys("e2", "e4");
        assertThat(changes.get("e2")).contains(change + " " + grounds);
        assertThat(changes.get("e4")).contains(otherChange + " " + otherGrounds);
    }

    private static JsonNode demo(String load, String faults) throws IOException {
        StringWriter out = new StringWriter();
        CommandLine tribunal = Main.commandLine().setOut(new PrintWriter(out, true));
        String command = "demo --output json --executors java,java,java,java,java " + load + " " + faults;
        int status = tribunal.execute(command.split(" "));
        assertThat(status).as("%s", out).isZero();
        return JSON.readTree(out.toString());
    }

    private static void report(String fault, JsonNode decision) {
        System.err.println(
                "each fault: " + fault + ": " + decision.get("executor").asText() + " "
                        + decision.get("change").asText() + " "
                        + decision.get("grounds").asText() + " after "
                        + decision.get("ballots").asText() + " entries, "
                        + decision.get("afterMs").asText() + " ms");
    }
}
