package io.tribunal.deployment.load;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.CanonicalJson;
import io.tribunal.core.normalize.JsonValue;
import io.tribunal.core.normalize.NumberGrammar;
import io.tribunal.ingest.NewRequest;
import java.util.Map;
import java.util.TreeMap;

/** One call of the account service (PROTOCOL 12): all its arguments are strings. */
public record LedgerCall(String ledger, String operation, Map<String, String> arguments) {
    public LedgerCall {
        arguments = Map.copyOf(arguments);
    }

    static LedgerCall open(String ledger, String account, String overdraft) {
        return new LedgerCall(ledger, "OPEN", Map.of("account", account, "overdraft", overdraft));
    }

    static LedgerCall get(String ledger, String account) {
        return new LedgerCall(ledger, "GET", Map.of("account", account));
    }

    static LedgerCall increment(String ledger, String account, String amount) {
        return new LedgerCall(ledger, "INCREMENT", Map.of("account", account, "amount", amount));
    }

    static LedgerCall transfer(String ledger, String from, String to, String amount) {
        return new LedgerCall(ledger, "TRANSFER", Map.of("from", from, "to", to, "amount", amount));
    }

    String argument(String name) {
        return arguments.getOrDefault(name, "");
    }

    /** As a client sends it. */
    public NewRequest request() {
        return NewRequest.json(ledger, operation, canonical(body()));
    }

    /** As a line of a request file. */
    public String line() {
        return canonical(new JsonValue.JsonObject(Map.of(
                        "ledger", new JsonValue.JsonString(ledger),
                        "operation", new JsonValue.JsonString(operation),
                        "body", body())))
                .toUtf8();
    }

    private JsonValue body() {
        Map<String, JsonValue> members = new TreeMap<>();
        arguments.forEach((name, value) -> members.put(name, new JsonValue.JsonString(value)));
        return new JsonValue.JsonObject(members);
    }

    private static Bytes canonical(JsonValue value) {
        return CanonicalJson.write(value, NumberGrammar.INTEGERS).orElseThrow();
    }
}
