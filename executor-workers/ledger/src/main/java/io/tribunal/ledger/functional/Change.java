package io.tribunal.ledger.functional;

import java.util.List;
import org.json.JSONObject;

/** The result of a command: the output and the changed holdings. */
record Change(JSONObject output, List<Holding> holdings) {
    static Change none(Holding shown) {
        return new Change(json(shown), List.of());
    }

    static Change of(Holding changed) {
        return new Change(json(changed), List.of(changed));
    }

    static Change between(Holding from, Holding to) {
        return new Change(new JSONObject().put("from", json(from)).put("to", json(to)), List.of(from, to));
    }

    private static JSONObject json(Holding holding) {
        return new JSONObject()
                .put("account", holding.name())
                .put("balance", holding.balance().shortest());
    }
}
