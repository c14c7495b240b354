package io.tribunal.bridge.http;

import io.tribunal.worker.Call;
import java.util.List;
import java.util.Random;

/** Seeded requests for the account service, from plain to hostile; all bodies are ones that admission lets pass. */
final class LedgerRequests {
    private static final List<String> ACCOUNTS = List.of(
            "a",
            "b",
            "c",
            "d",
            "\\\"q\\\"",
            "|",
            "日本",
            "😀",
            "x\\u0000y",
            "</a>",
            "\u2028",
            "0",
            "12",
            "é".repeat(64),
            "é".repeat(65),
            "");
    private static final List<String> AMOUNTS = List.of(
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
    private static final List<String> BODIES = List.of(
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
    private static final List<String> LEDGERS =
            List.of("main", "main", "main", "other", "", "x\0y", "日本 %41\r\n", "l".repeat(9_000));

    private final Random random;
    private long offset;

    LedgerRequests(long seed) {
        this.random = new Random(seed);
    }

    Call next() {
        offset++;
        String type = one(60)
                ? pick(List.of("", "text/plain", "multipart/form-data; boundary=x", "a\0b"))
                : "application/json";
        String operation = operation();
        String body = one(12) ? pick(BODIES) : body(one(40) ? operation() : operation);
        return Calls.of(offset, pick(LEDGERS), operation, type, body);
    }

    private String operation() {
        return one(40)
                ? pick(List.of("", "open", "CLOSE", "GET ", "O".repeat(9_000)))
                : pick(List.of("OPEN", "GET", "INCREMENT", "INCREMENT", "TRANSFER", "TRANSFER"));
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
        return one(15) ? pick(ACCOUNTS) : pick(ACCOUNTS.subList(0, 4));
    }

    private String overdraft() {
        return random.nextInt(3) == 0 ? amount() : pick(List.of("none", "unlimited"));
    }

    private String amount() {
        if (one(5)) {
            return pick(AMOUNTS);
        }
        String sign = random.nextInt(3) == 0 ? "-" : "";
        String fraction = random.nextBoolean() ? "" : "." + digits(1 + random.nextInt(8));
        return sign + digits(one(5) ? 16 + random.nextInt(3) : 1 + random.nextInt(4)) + fraction;
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
