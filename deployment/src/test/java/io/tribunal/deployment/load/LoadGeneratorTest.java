package io.tribunal.deployment.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.normalize.StrictJson;
import io.tribunal.core.state.StateTree;
import io.tribunal.ingest.NewRequest;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorVariants;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    private static final int CALLS = 6_000;

    private static List<LedgerCall> calls(long seed) {
        LoadGenerator generator = new LoadGenerator(LoadProfile.usual(seed));
        return Stream.generate(generator::next).limit(CALLS).toList();
    }

    @Test
    void shouldGenerateTheSameCallsForTheSameSeed() {
        assertThat(calls(7)).isEqualTo(calls(7)).isNotEqualTo(calls(8));
    }

    @Test
    void shouldUseAllOperationsManyAccountsAndSomeRefusedCalls() {
        LedgerModel model = new LedgerModel();
        Map<String, Integer> operations = new HashMap<>();
        Map<String, Integer> errors = new HashMap<>();
        for (LedgerCall call : calls(1)) {
            operations.merge(call.operation(), 1, Integer::sum);
            model.apply(call).ifPresent(error -> errors.merge(error, 1, Integer::sum));
        }
        assertThat(operations).containsOnlyKeys("OPEN", "GET", "INCREMENT", "TRANSFER");
        assertThat(operations.values()).allSatisfy(count -> assertThat(count).isGreaterThan(CALLS / 20));
        assertThat(errors)
                .containsOnlyKeys(
                        "ALREADY_OPEN", "UNKNOWN_ACCOUNT", "SAME_ACCOUNT", "BAD_AMOUNT", "INSUFFICIENT_FUNDS");
        assertThat(errors.values().stream().mapToInt(Integer::intValue).sum()).isBetween(CALLS / 50, CALLS / 3);
        assertThat(model.balances()).hasSize(24);
    }

    @Test
    void shouldPreferSomeAccounts() {
        Map<String, Integer> uses = new HashMap<>();
        calls(3).forEach(call -> uses.merge(call.ledger(), 1, Integer::sum));
        List<Integer> ranked =
                uses.values().stream().sorted(Comparator.reverseOrder()).toList();
        assertThat(ranked.get(0)).isGreaterThan(5 * ranked.get(ranked.size() - 1));
    }

    @Test
    void shouldGenerateBodiesThatAdmissionAccepts() {
        assertThat(calls(4))
                .allSatisfy(call -> assertThat(
                                StrictJson.isCanonicalBody(call.request().body().array()))
                        .isTrue());
    }

    /** The model is independent of the executors; each of them must reach its balances. */
    @Test
    void shouldAgreeWithEveryVariantOfTheAccountService() {
        for (String variant : ExecutorVariants.onClassPath().names()) {
            Executor executor = ExecutorVariants.onClassPath().create(variant);
            LedgerModel model = new LedgerModel();
            StateTree state = new StateTree();
            for (LedgerCall call : calls(11)) {
                Optional<String> error = model.apply(call);
                Answer answer = executor.execute(state::get, request(call.request()));
                assertThat(answer.status())
                        .as("%s %s", variant, call)
                        .isEqualTo(error.isPresent() ? Status.REFUSED : Status.OK);
                error.ifPresent(expected -> assertThat(answer.output().toUtf8())
                        .as("%s %s", variant, call)
                        .contains(expected));
                state.apply(sorted(answer.writes()));
            }
            assertThat(balances(state)).as(variant).isEqualTo(model.balances());
        }
    }

    private static List<Write> sorted(List<Write> writes) {
        return writes.stream().sorted(Comparator.comparing(Write::key)).toList();
    }

    private static Map<String, Map<String, String>> balances(StateTree state) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        state.entries().forEach((key, value) -> {
            String[] names = key.toUtf8().split("\0", 2);
            String balance = value.toUtf8().substring(0, value.toUtf8().indexOf('|'));
            all.computeIfAbsent(names[0], ledger -> new TreeMap<>()).put(names[1], balance);
        });
        return all;
    }

    private static Request request(NewRequest wanted) {
        return new Request(
                Hash.ZERO,
                new RequestId(Bytes.hex("00112233445566778899aabbccddeeff")),
                new ClientId("c"),
                0,
                0,
                wanted.shardKey(),
                wanted.operation(),
                wanted.contentType(),
                wanted.body());
    }
}
