package io.tribunal.ledger.decimal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Write;
import io.tribunal.core.policy.Limits;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Executor;
import io.tribunal.worker.StateView;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The account service on {@link BigDecimal} and Jackson's tree model: early returns, one method for each operation. */
final class DecimalLedger implements Executor {
    private static final int MAX_NAME = 128;

    /** Allows every member name that fits into an admitted body; Jackson's default limit is lower. */
    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Limits.MAX_JSON_BODY)
                    .build())
            .build());

    @Override
    public Answer execute(StateView state, Request request) {
        Optional<JsonNode> body = body(request);
        if (body.isEmpty()) {
            return refused("BAD_REQUEST");
        }
        Book book = new Book(state, request.shardKey());
        return switch (request.operation()) {
            case "OPEN" -> open(book, body.get());
            case "GET" -> get(book, body.get());
            case "INCREMENT" -> increment(book, body.get());
            case "TRANSFER" -> transfer(book, body.get());
            default -> refused("UNKNOWN_OPERATION");
        };
    }

    private Answer open(Book book, JsonNode body) {
        if (!hasOnlyTexts(body, "account", "overdraft") || !isName(body, "account")) {
            return refused("BAD_REQUEST");
        }
        Optional<String> overdraft = Account.overdraft(text(body, "overdraft"));
        if (overdraft.isEmpty()) {
            return refused("BAD_AMOUNT");
        }
        String name = text(body, "account");
        if (book.find(name).isPresent()) {
            return refused("ALREADY_OPEN");
        }
        Account account = new Account(BigDecimal.ZERO, overdraft.get());
        return done(show(name, account), List.of(book.write(name, account)));
    }

    private Answer get(Book book, JsonNode body) {
        if (!hasOnlyTexts(body, "account") || !isName(body, "account")) {
            return refused("BAD_REQUEST");
        }
        String name = text(body, "account");
        return book.find(name)
                .map(account -> done(show(name, account), List.of()))
                .orElseGet(() -> refused("UNKNOWN_ACCOUNT"));
    }

    private Answer increment(Book book, JsonNode body) {
        if (!hasOnlyTexts(body, "account", "amount") || !isName(body, "account")) {
            return refused("BAD_REQUEST");
        }
        Optional<BigDecimal> amount = Money.parse(text(body, "amount"));
        if (amount.isEmpty()) {
            return refused("BAD_AMOUNT");
        }
        String name = text(body, "account");
        Optional<Account> found = book.find(name);
        if (found.isEmpty()) {
            return refused("UNKNOWN_ACCOUNT");
        }
        Account account = found.get().plus(amount.get());
        if (!account.isCovered()) {
            return refused("INSUFFICIENT_FUNDS");
        }
        if (!Money.inRange(account.balance())) {
            return refused("OUT_OF_RANGE");
        }
        return done(show(name, account), List.of(book.write(name, account)));
    }

    private Answer transfer(Book book, JsonNode body) {
        if (!hasOnlyTexts(body, "from", "to", "amount") || !isName(body, "from") || !isName(body, "to")) {
            return refused("BAD_REQUEST");
        }
        Optional<BigDecimal> amount = Money.parse(text(body, "amount")).filter(value -> value.signum() > 0);
        if (amount.isEmpty()) {
            return refused("BAD_AMOUNT");
        }
        String from = text(body, "from");
        String to = text(body, "to");
        if (from.equals(to)) {
            return refused("SAME_ACCOUNT");
        }
        Optional<Account> payer = book.find(from);
        Optional<Account> payee = book.find(to);
        if (payer.isEmpty() || payee.isEmpty()) {
            return refused("UNKNOWN_ACCOUNT");
        }
        Account less = payer.get().plus(amount.get().negate());
        Account more = payee.get().plus(amount.get());
        if (!less.isCovered()) {
            return refused("INSUFFICIENT_FUNDS");
        }
        if (!Money.inRange(less.balance()) || !Money.inRange(more.balance())) {
            return refused("OUT_OF_RANGE");
        }
        ObjectNode output = json.createObjectNode();
        output.set("from", show(from, less));
        output.set("to", show(to, more));
        return done(output, List.of(book.write(from, less), book.write(to, more)));
    }

    private Optional<JsonNode> body(Request request) {
        if (!request.contentType().equals(Answer.JSON) || request.shardKey().indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readTree(request.body().array())).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean hasOnlyTexts(JsonNode body, String... names) {
        if (body.size() != names.length) {
            return false;
        }
        for (String name : names) {
            if (!body.path(name).isTextual()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(JsonNode body, String member) {
        String name = text(body, member);
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        return length >= 1 && length <= MAX_NAME && name.indexOf('\0') < 0;
    }

    private static String text(JsonNode body, String member) {
        return body.path(member).textValue();
    }

    private ObjectNode show(String name, Account account) {
        return json.createObjectNode().put("account", name).put("balance", Money.format(account.balance()));
    }

    private Answer refused(String error) {
        return Answer.refused(write(json.createObjectNode().put("error", error)));
    }

    private Answer done(ObjectNode output, List<Write> writes) {
        return Answer.ok(write(output), writes);
    }

    private String write(ObjectNode output) {
        try {
            return json.writeValueAsString(output);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts can be written", e);
        }
    }

    /** The accounts of one ledger. */
    private record Book(StateView state, String ledger) {
        Optional<Account> find(String name) {
            return state.get(key(name)).map(Bytes::toUtf8).map(Account::parse);
        }

        Write write(String name, Account account) {
            return Write.put(key(name), Bytes.utf8(account.format()));
        }

        private Bytes key(String name) {
            return Bytes.utf8(ledger + '\0' + name);
        }
    }
}
