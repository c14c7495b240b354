package io.tribunal.ledger.functional;

import io.tribunal.core.log.Request;
import io.tribunal.ledger.functional.Command.Get;
import io.tribunal.ledger.functional.Command.Increment;
import io.tribunal.ledger.functional.Command.Open;
import io.tribunal.ledger.functional.Command.Transfer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.json.JSONException;
import org.json.JSONObject;

/** Parses a request into a command, or into an error code. */
final class CommandParser {
    private static final Set<String> OPERATIONS = Set.of("OPEN", "GET", "INCREMENT", "TRANSFER");

    private CommandParser() {}

    static Validated<Command> parse(Request request) {
        Optional<JSONObject> body = object(request);
        if (body.isEmpty()) {
            return Validated.invalid("BAD_REQUEST");
        }
        if (!OPERATIONS.contains(request.operation())) {
            return Validated.invalid("UNKNOWN_OPERATION");
        }
        return command(request.operation(), body.get())
                .map(Validated::valid)
                .orElseGet(() -> Validated.invalid("BAD_REQUEST"));
    }

    private static Optional<Command> command(String operation, JSONObject body) {
        return switch (operation) {
            case "OPEN" ->
                only(2, body)
                        .flatMap(all -> account(all, "account")
                                .flatMap(account ->
                                        text(all, "overdraft").map(overdraft -> new Open(account, overdraft))));
            case "GET" -> only(1, body).flatMap(all -> account(all, "account").map(Get::new));
            case "INCREMENT" ->
                only(2, body)
                        .flatMap(all -> account(all, "account")
                                .flatMap(account -> text(all, "amount").map(amount -> new Increment(account, amount))));
            default ->
                only(3, body)
                        .flatMap(all -> account(all, "from")
                                .flatMap(from -> account(all, "to")
                                        .flatMap(to ->
                                                text(all, "amount").map(amount -> new Transfer(from, to, amount)))));
        };
    }

    private static Optional<JSONObject> object(Request request) {
        if (!"application/json".equals(request.contentType())
                || request.shardKey().indexOf(0) >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JSONObject(request.body().toUtf8()));
        } catch (JSONException e) {
            return Optional.empty();
        }
    }

    private static Optional<JSONObject> only(int members, JSONObject body) {
        return body.length() == members ? Optional.of(body) : Optional.empty();
    }

    private static Optional<String> text(JSONObject body, String member) {
        return body.opt(member) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> account(JSONObject body, String member) {
        return text(body, member)
                .filter(name -> !name.isEmpty() && name.indexOf(0) < 0)
                .filter(name -> StandardCharsets.UTF_8.encode(name).remaining() <= 128);
    }
}
