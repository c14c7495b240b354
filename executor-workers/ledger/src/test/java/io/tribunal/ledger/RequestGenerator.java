package io.tribunal.ledger;

import io.tribunal.core.log.Request;
import java.util.List;
import java.util.Random;

/** Seeded requests, from plain to hostile. All bodies are ones that admission lets pass (PROTOCOL 4). */
final class RequestGenerator {
    private static final List<String> ACCOUNTS =
            List.of("a", "b", "c", "d", "e", "\\\"q\\\"", "|", "日本", "😀", "x\\u0000y", "</a>", "\u2028");
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
            "01.10",
            "-0",
            "-0.0",
            "000000000000000000",
            "1|2");
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
            "{\"account\":{\"account\":\"a\"},\"amount\":\"1\"}",
            "{\"account\":[],\"amount\":\"1\"}",
            "{\"account\":\"a\",\"amount\":1}",
            "{\"account\":\"a\",\"amount\":\"1\",\"b\":{\"c\":[{},[]]}}",
            "{\"\":\"a\",\"amount\":\"1\"}",
            "{\"amount\":\"1\",\"from\":\"a\",\"to\":[]}");
    private final Random random;

    RequestGenerator(long seed) {
        this.random = new Random(seed);
    }

    Request next() {
        String ledger = one(20) ? "other" : one(200) ? "x\0y" : "main";
        String type = one(100) ? "text/plain" : "application/json";
        if (one(15)) {
            return Bank.request(ledger, operation(), type, pick(HOSTILE_BODIES));
        }
        String operation = operation();
        return Bank.request(ledger, operation, type, body(one(40) ? operation() : operation));
    }

    private String operation() {
        return one(40)
                ? pick(List.of("", "open", "CLOSE", "GET "))
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
        if (one(12)) {
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
