package io.tribunal.ledger.digits;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Write;
import io.tribunal.worker.Answer;
import io.tribunal.worker.StateView;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects the accounts of one request by their role in the output, and makes the answer. */
final class Posting {
    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

    private enum Kind {
        READ,
        CHANGED,
        CREDITED
    }

    private record Line(String account, Entry entry, Kind kind) {}

    private final StateView state;
    private final String ledger;
    private final Map<String, Line> lines = new LinkedHashMap<>();

    Posting(StateView state, String ledger) {
        this.state = state;
        this.ledger = ledger;
    }

    Optional<Entry> find(String account) {
        return state.get(key(account)).map(value -> Entry.parse(value.toUtf8()));
    }

    Posting read(String role, String account, Entry entry) {
        lines.put(role, new Line(account, entry, Kind.READ));
        return this;
    }

    Posting changed(String role, String account, Entry entry) {
        lines.put(role, new Line(account, entry, Kind.CHANGED));
        return this;
    }

    /** Changed by an incoming amount, which no overdraft limits. */
    Posting credited(String role, String account, Entry entry) {
        lines.put(role, new Line(account, entry, Kind.CREDITED));
        return this;
    }

    /** The error code, if the new balances are not allowed. */
    Optional<String> error() {
        if (lines.values().stream().anyMatch(Posting::isUncovered)) {
            return Optional.of("INSUFFICIENT_FUNDS");
        }
        return lines.values().stream().anyMatch(line -> line.entry().balance().hasOverflowed())
                ? Optional.of("OUT_OF_RANGE")
                : Optional.empty();
    }

    /** The output shows a single account by itself and several accounts by their roles. */
    Answer answer() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = GENERATORS.createGenerator(text)) {
            json.writeStartObject();
            if (lines.size() == 1) {
                lines.values().forEach(line -> members(json, line));
            } else {
                lines.forEach((role, line) -> {
                    json.writeStartObject(role);
                    members(json, line);
                    json.writeEnd();
                });
            }
            json.writeEnd();
        }
        return Answer.ok(
                text.toString(),
                lines.values().stream()
                        .filter(line -> line.kind() != Kind.READ)
                        .map(line -> Write.put(
                                key(line.account()), Bytes.utf8(line.entry().toString())))
                        .toList());
    }

    private static boolean isUncovered(Line line) {
        return line.kind() == Kind.CHANGED
                && !line.entry().overdraft().covers(line.entry().balance());
    }

    private static void members(JsonGenerator json, Line line) {
        json.write("balance", line.entry().balance().toString());
        json.write("account", line.account());
    }

    private Bytes key(String account) {
        return Bytes.utf8(ledger + '\u0000' + account);
    }
}
