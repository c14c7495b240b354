package io.tribunal.ledger.scaled;

import com.google.gson.JsonObject;
import io.tribunal.core.log.Write;
import java.util.List;

/** The result of an operation: a JSON output, and writes unless it was refused. */
record Effect(boolean refused, JsonObject output, List<Write> writes) {
    static Effect refused(String error) {
        JsonObject output = new JsonObject();
        output.addProperty("error", error);
        return new Effect(true, output, List.of());
    }

    static Effect shown(String name, Balance balance) {
        return new Effect(false, json(name, balance), List.of());
    }

    static Effect changed(AccountRequest request, String name, Balance balance) {
        return new Effect(false, json(name, balance), List.of(request.write(name, balance)));
    }

    static Effect moved(AccountRequest request, String from, Balance less, String to, Balance more) {
        JsonObject output = new JsonObject();
        output.add("to", json(to, more));
        output.add("from", json(from, less));
        return new Effect(false, output, List.of(request.write(from, less), request.write(to, more)));
    }

    private static JsonObject json(String name, Balance balance) {
        JsonObject account = new JsonObject();
        account.addProperty("balance", Units.format(balance.units()));
        account.addProperty("account", name);
        return account;
    }
}
