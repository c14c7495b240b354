package io.tribunal.cli.demo;

import io.tribunal.deployment.load.LedgerCall;
import io.tribunal.deployment.load.LedgerModel;
import io.tribunal.statestore.state.AccountState;
import io.tribunal.statestore.state.CommittedState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Balances of all accounts, by ledger and account. */
final class Balances {
    private Balances() {}

    /** What the balances must be after these calls, computed by a model that shares no code with the executors. */
    static Map<String, Map<String, String>> expected(List<LedgerCall> calls) {
        LedgerModel model = new LedgerModel();
        calls.forEach(model::apply);
        Map<String, Map<String, String>> balances = new TreeMap<>(model.balances());
        balances.values().removeIf(Map::isEmpty);
        return balances;
    }

    static Map<String, Map<String, String>> of(CommittedState committed) {
        Map<String, Map<String, String>> balances = new TreeMap<>();
        for (AccountState account : committed.everything()) {
            balances.computeIfAbsent(account.ledger(), ledger -> new TreeMap<>())
                    .put(account.account(), account.balance());
        }
        return balances;
    }
}
