package io.tribunal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.log.Request;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.worker.Answer;
import io.tribunal.worker.ExecutorVariants;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long seeded runs of valid and hostile requests: all variants must answer and write the same. */
class LedgerDifferentialTest {
    private static final int REQUESTS = 6_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_121, 0xC0FFEE})
    void shouldAgreeOnOutputsAndWrites(long seed) {
        Map<String, Bank> banks = new TreeMap<>();
        ExecutorVariants.onClassPath().names().forEach(variant -> banks.put(variant, new Bank(variant)));
        RequestGenerator requests = new RequestGenerator(seed);
        Map<String, Integer> outcomes = new HashMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            Request request = requests.next();
            Map<String, String> said = new TreeMap<>();
            banks.forEach((variant, bank) -> said.put(variant, seen(bank.ask(request))));

            assertThat(said.values().stream().distinct())
                    .as("seed %d request %d %s: %s", seed, i, request, said)
                    .hasSize(1);
            outcomes.merge(kind(said.get("decimal")), 1, Integer::sum);
        }
        assertThat(banks.values().stream().map(bank -> bank.state().root()).distinct())
                .hasSize(1);
        assertThat(outcomes.keySet())
                .as("the run reaches every outcome")
                .contains("OK")
                .contains("BAD_REQUEST", "UNKNOWN_OPERATION", "BAD_AMOUNT", "SAME_ACCOUNT")
                .contains("UNKNOWN_ACCOUNT", "ALREADY_OPEN", "INSUFFICIENT_FUNDS", "OUT_OF_RANGE");
    }

    private static String seen(Answer answer) {
        List<String> writes = answer.writes().stream()
                .sorted(Comparator.comparing(Write::key))
                .map(write ->
                        write.key().toHex() + "=" + write.value().orElseThrow().toHex())
                .toList();
        return Bank.show(answer) + " " + (answer.status() == Status.OK ? writes : List.of());
    }

    private static String kind(String said) {
        return said.startsWith("REFUSED") ? said.split("\"")[3] : "OK";
    }
}
