package io.tribunal.ledger.digits;

import io.tribunal.core.log.Request;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Executor;
import io.tribunal.worker.StateView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The account service on digit arrays and the Jakarta streaming JSON API. */
final class DigitLedger implements Executor {
    private static final Map<String, List<String>> SHAPES = Map.of(
            "OPEN", List.of("account", "overdraft"),
            "GET", List.of("account"),
            "INCREMENT", List.of("account", "amount"),
            "TRANSFER", List.of("from", "to", "amount"));
    private static final int LONGEST_NAME = 128;

    @Override
    public Answer execute(StateView state, Request request) {
        boolean readable = request.contentType().equals("application/json")
                && request.shardKey().indexOf('\u0000') < 0;
        Optional<Map<String, Optional<String>>> body =
                readable ? BodyReader.read(request.body().array()) : Optional.empty();
        if (body.isEmpty()) {
            return refused("BAD_REQUEST");
        }
        List<String> shape = SHAPES.get(request.operation());
        if (shape == null) {
            return refused("UNKNOWN_OPERATION");
        }
        if (!fits(body.get(), shape)) {
            return refused("BAD_REQUEST");
        }
        Posting posting = new Posting(state, request.shardKey());
        Fields fields = new Fields(body.get());
        return switch (request.operation()) {
            case "OPEN" -> open(posting, fields);
            case "GET" -> get(posting, fields);
            case "INCREMENT" -> increment(posting, fields);
            default -> transfer(posting, fields);
        };
    }

    private static Answer open(Posting posting, Fields fields) {
        Optional<Entry.Overdraft> overdraft = Entry.Overdraft.parse(fields.text("overdraft"));
        if (overdraft.isEmpty()) {
            return refused("BAD_AMOUNT");
        }
        String account = fields.text("account");
        if (posting.find(account).isPresent()) {
            return refused("ALREADY_OPEN");
        }
        return posting.changed("account", account, new Entry(DigitDecimal.ZERO, overdraft.get()))
                .answer();
    }

    private static Answer get(Posting posting, Fields fields) {
        String account = fields.text("account");
        Optional<Entry> entry = posting.find(account);
        return entry.isEmpty()
                ? refused("UNKNOWN_ACCOUNT")
                : posting.read("account", account, entry.get()).answer();
    }

    private static Answer increment(Posting posting, Fields fields) {
        Optional<DigitDecimal> amount = DigitDecimal.parse(fields.text("amount"));
        if (amount.isEmpty()) {
            return refused("BAD_AMOUNT");
        }
        String account = fields.text("account");
        Optional<Entry> entry = posting.find(account);
        if (entry.isEmpty()) {
            return refused("UNKNOWN_ACCOUNT");
        }
        return checked(posting.changed("account", account, moved(entry.get(), amount.get())));
    }

    private static Answer transfer(Posting posting, Fields fields) {
        Optional<DigitDecimal> amount = DigitDecimal.parse(fields.text("amount"));
        if (amount.isEmpty() || amount.get().isNegative() || amount.get().isZero()) {
            return refused("BAD_AMOUNT");
        }
        String from = fields.text("from");
        String to = fields.text("to");
        if (from.equals(to)) {
            return refused("SAME_ACCOUNT");
        }
        Optional<Entry> payer = posting.find(from);
        if (payer.isEmpty()) {
            return refused("UNKNOWN_ACCOUNT");
        }
        Optional<Entry> payee = posting.find(to);
        if (payee.isEmpty()) {
            return refused("UNKNOWN_ACCOUNT");
        }
        return checked(posting.credited("to", to, moved(payee.get(), amount.get()))
                .changed("from", from, moved(payer.get(), amount.get().negated())));
    }

    private static Entry moved(Entry entry, DigitDecimal amount) {
        return entry.with(entry.balance().plus(amount));
    }

    private static Answer checked(Posting posting) {
        return posting.error().map(DigitLedger::refused).orElseGet(posting::answer);
    }

    /** Only gets this class's error codes, so no escaping is needed. */
    private static Answer refused(String error) {
        return Answer.refused("{ \"error\" : \"" + error + "\" }");
    }

    private static boolean fits(Map<String, Optional<String>> body, List<String> shape) {
        if (body.size() != shape.size()) {
            return false;
        }
        for (String member : shape) {
            Optional<String> value = body.getOrDefault(member, Optional.empty());
            boolean isName = !member.equals("amount") && !member.equals("overdraft");
            if (value.isEmpty() || (isName && !isAccountName(value.get()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAccountName(String name) {
        int bytes = 0;
        for (int i = 0; i < name.length(); i++) {
            char unit = name.charAt(i);
            if (unit == 0) {
                return false;
            }
            bytes += bytesOf(unit);
        }
        return bytes >= 1 && bytes <= LONGEST_NAME;
    }

    /** Bytes of a UTF-16 code unit in UTF-8: the 4 of a surrogate pair are 2 for each half. */
    private static int bytesOf(char unit) {
        if (unit < 0x800) {
            return unit < 0x80 ? 1 : 2;
        }
        return Character.isSurrogate(unit) ? 2 : 3;
    }

    /** A body whose members are all strings. */
    private record Fields(Map<String, Optional<String>> members) {
        String text(String member) {
            return members.getOrDefault(member, Optional.empty()).orElseThrow();
        }
    }
}
