package io.tribunal.ledger;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import java.util.List;
import java.util.Random;

/** Seeded requests for the account service, from plain to hostile. Admission accepts all bodies (PROTOCOL 4). */
public final class RequestGenerator {
    private static final RequestId ID = new RequestId(Bytes.wrap(new byte[RequestId.LENGTH]));
    private static final List<String> ACCOUNTS =
            List.of("a", "b", "c", "d", "e", "\\\"q\\\"", "|", "日本", "😀", "x\\u0000y", "</a>", "\u2028", "0", "12");
    private static final List<String> HOSTILE_AMOUNTS = List.of(
            "",
            "-",
            "+1",
            "1e5",
            ".",
            ".1",
            "1.",
            "0.000000001",
            "1000000000000000000",
            "--1",
            "0x1",
            "NaN",
            "１",
            "none",
            "unlimited",
            "1 ",
            "1\\n",
            "01.10",
            "-0",
            "-0.0",
            "000000000000000000",
            "1|2",
            "0.00000001",
            "-0.00000001",
            "999999999999999999.99999999",
            "-999999999999999999.99999999",
            "999999999999999999",
            "100.10",
            "-12.5",
            "0.99999999");
    private static final List<String> HOSTILE_BODIES = List.of(
            "[]",
            "null",
            "true",
            "0",
            "\"\"",
            "{}",
            "{\"account\":\"a\"}",
            "{\"account\":1}",
            "{\"account\":null}",
            "[\"account\"]",
            "{\"account\":{\"account\":\"a\"},\"amount\":\"1\"}",
            "{\"account\":[],\"amount\":\"1\"}",
            "{\"account\":\"a\",\"amount\":1}",
            "{\"account\":\"a\",\"amount\":\"1\",\"b\":{\"c\":[{},[]]}}",
            "{\"\":\"a\",\"amount\":\"1\"}",
            "{\"0\":\"a\",\"1\":\"1\"}",
            "{\"amount\":\"1\",\"from\":\"a\",\"to\":[]}");
    private static final List<String> RARE_LEDGERS = List.of("", "x\0y", "日本 %41\r\n", "l".repeat(9_000));
    private static final List<String> OTHER_TYPES =
            List.of("", "text/plain", "multipart/form-data; boundary=x", "a\0b");
    private final Random random;

    public RequestGenerator(long seed) {
        this.random = new Random(seed);
    }

    public Request next() {
        String ledger = one(20) ? "other" : one(100) ? pick(RARE_LEDGERS) : "main";
        String type = one(80) ? pick(OTHER_TYPES) : "application/json";
        if (one(15)) {
            return request(ledger, operation(), type, pick(HOSTILE_BODIES));
        }
        String operation = operation();
        return request(ledger, operation, type, body(one(40) ? operation() : operation));
    }

    /** A request as admission accepts it, with those fields that a service can see. */
    static Request request(String ledger, String operation, String contentType, String body) {
        return new Request(Hash.ZERO, ID, new ClientId("c1"), 0, 0, ledger, operation, contentType, Bytes.utf8(body));
    }

    private String operation() {
        return one(40)
                ? pick(List.of("", "open", "CLOSE", "GET ", "O".repeat(9_000)))
                : pick(List.of("OPEN", "GET", "INCREMENT", "TRANSFER"));
    }

    private String body(String operation) {
        return switch (operation) {
            case "OPEN" -> "{\"account\":\"" + account() + "\",\"overdraft\":\"" + overdraft() + "\"}";
            case "INCREMENT" -> "{\"account\":\"" + account() + "\",\"amount\":\"" + amount() + "\"}";
            case "TRANSFER" ->
                "{\"amount\":\"" + amount() + "\",\"from\":\"" + account() + "\",\"to\":\"" + account() + "\"}";
            default -> "{\"account\":\"" + account() + "\"}";
        };
    }

    private String account() {
        if (one(30)) {
            return "é".repeat(63 + random.nextInt(3));
        }
        return one(100) ? "" : pick(ACCOUNTS);
    }

    private String overdraft() {
        return switch (random.nextInt(4)) {
            case 0 -> "unlimited";
            case 1 -> amount();
            default -> "none";
        };
    }

    private String amount() {
        if (one(8)) {
            return pick(HOSTILE_AMOUNTS);
        }
        String sign = random.nextInt(3) == 0 ? "-" : "";
        int before = one(6) ? 15 + random.nextInt(5) : 1 + random.nextInt(4);
        int after = one(2) ? 0 : 1 + random.nextInt(one(20) ? 9 : 8);
        return sign + digits(before) + (after == 0 ? "" : "." + digits(after));
    }

    private String digits(int length) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append((char) ('0' + (one(3) ? 9 : random.nextInt(10))));
        }
        return digits.toString();
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
