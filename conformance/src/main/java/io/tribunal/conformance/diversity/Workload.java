package io.tribunal.conformance.diversity;

import io.tribunal.conformance.input.GeneratedCall;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A short history of a ledger: accounts are opened, money moves, and the answer to one more call counts. */
final class Workload {
    private static final List<String> ACCOUNTS = List.of("a", "b", "c");
    private static final int MOVES = 9;

    private final RandomGenerator random;

    Workload(RandomGenerator random) {
        this.random = random;
    }

    List<GeneratedCall> next() {
        List<GeneratedCall> calls = new ArrayList<>();
        for (String account : ACCOUNTS) {
            calls.add(call("OPEN", "{\"account\":\"" + account + "\",\"overdraft\":\"unlimited\"}"));
        }
        for (int i = 0; i < MOVES; i++) {
            calls.add(move());
        }
        calls.add(random.nextInt(3) == 0 ? call("GET", "{\"account\":\"" + account() + "\"}") : move());
        return calls;
    }

    private GeneratedCall move() {
        return random.nextBoolean()
                ? call("INCREMENT", "{\"account\":\"" + account() + "\",\"amount\":\"" + amount() + "\"}")
                : call(
                        "TRANSFER",
                        "{\"amount\":\"" + amount() + "\",\"from\":\"" + account() + "\",\"to\":\"" + account()
                                + "\"}");
    }

    private String account() {
        return ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
    }

    private String amount() {
        return (1 + random.nextInt(99_999)) + "." + (1 + random.nextInt(9_999));
    }

    private static GeneratedCall call(String operation, String body) {
        return new GeneratedCall("main", operation, Normalizer.JSON, Bytes.utf8(body));
    }
}
