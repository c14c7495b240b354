package io.tribunal.ledger.scaled;

import com.google.gson.JsonObject;
import io.tribunal.core.log.Write;
import java.util.List;

/** What an operation came to: a JSON output, and writes unless it was refused. */
record Result(boolean refused, JsonObject output, List<Write> writes) {
    static Result refused(String error) {
        JsonObject output = new JsonObject();
        output.addProperty("error", error);
        return new Result(true, output, List.of());
    }

    static Result shown(String name, Balance balance) {
        return new Result(false, json(name, balance), List.of());
    }

    static Result changed(Call call, String name, Balance balance) {
        return new Result(false, json(name, balance), List.of(call.write(name, balance)));
    }

    static Result moved(Call call, String from, Balance less, String to, Balance more) {
        JsonObject output = new JsonObject();
        output.add("to", json(to, more));
        output.add("from", json(from, less));
        return new Result(false, output, List.of(call.write(from, less), call.write(to, more)));
    }

    private static JsonObject json(String name, Balance balance) {
        JsonObject account = new JsonObject();
        account.addProperty("balance", Units.format(balance.units()));
        account.addProperty("account", name);
        return account;
    }
}
