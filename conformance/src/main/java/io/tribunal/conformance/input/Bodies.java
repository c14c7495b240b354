package io.tribunal.conformance.input;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.policy.NormalizationProfile;
import java.util.List;
import java.util.Locale;

/** Request bodies: what the account service understands, what it must refuse, and what must never reach it. */
public final class Bodies {
    private static final List<String> ODD = List.of(
            "",
            " ",
            "[]",
            "null",
            "true",
            "0",
            "-0",
            "1e2",
            "\"\"",
            "{}",
            "{ }",
            "{\"account\":\"a\"}",
            "{\"account\":1}",
            "{\"account\":null}",
            "{\"account\":\"a\",\"account\":\"b\"}",
            "{\"account\":\"a\",\"\\u0061ccount\":\"b\"}",
            "{\"account\":{\"account\":\"a\"},\"amount\":\"1\"}",
            "{\"account\":\"a\",\"amount\":1}",
            "{\"account\":\"a\",\"amount\":1.0}",
            "{\"account\":\"a\",\"amount\":\"1\",\"b\":{\"c\":[{},[]]}}",
            "{\"__proto__\":{\"account\":\"a\"},\"amount\":\"1\"}",
            "{\"\":\"a\",\"amount\":\"1\"}",
            "{\"Account\":\"a\"}",
            "{\"account\":\"a\",}",
            "[\"account\",\"a\"]",
            "{\"a\":9007199254740991,\"account\":\"a\"}",
            "{\"a\":9007199254740993,\"account\":\"a\"}",
            "{\"a\":-9007199254740991,\"account\":\"a\"}",
            "{'account':'a'}",
            "//\n{}",
            "\ufeff{}");

    private final Chance chance;
    private final Amounts amounts;
    private final Texts texts;

    Bodies(Chance chance) {
        this.chance = chance;
        this.amounts = new Amounts(chance);
        this.texts = new Texts(chance);
    }

    Bytes of(String operation) {
        if (chance.one(12)) {
            return odd();
        }
        Bytes body = Bytes.utf8(meant(operation));
        return chance.one(15) ? body : canonical(body);
    }

    private static Bytes canonical(Bytes body) {
        return Normalizer.normalize(Normalizer.JSON, body, NormalizationProfile.NONE)
                .orElse(body);
    }

    private String meant(String operation) {
        return switch (operation.toUpperCase(Locale.ROOT)) {
            case "OPEN" -> "{\"account\":" + texts.next() + ",\"overdraft\":" + overdraft() + more() + "}";
            case "INCREMENT" -> "{\"account\":" + texts.next() + ",\"amount\":" + amounts.next() + more() + "}";
            case "TRANSFER" ->
                "{\"amount\":" + amounts.next() + ",\"from\":" + texts.next() + ",\"to\":" + texts.next() + more()
                        + "}";
            default -> "{\"account\":" + texts.next() + more() + "}";
        };
    }

    private String overdraft() {
        return switch (chance.below(5)) {
            case 0 -> "\"unlimited\"";
            case 1 -> amounts.next();
            default -> "\"none\"";
        };
    }

    /** An unnecessary member. */
    private String more() {
        return chance.one(20) ? "," + texts.next() + ":" + amounts.next() : "";
    }

    private Bytes odd() {
        return switch (chance.below(8)) {
            case 0 -> Bytes.utf8(nested(1 + chance.below(chance.one(10) ? 3_000 : 40)));
            case 1 -> Bytes.wrap(chance.bytes(chance.below(40)));
            case 2 -> Bytes.utf8("{\"account\":\"a\",\"" + "n".repeat(1 + chance.below(70_000)) + "\":\"1\"}");
            case 3 -> canonical(Bytes.utf8("{\"account\":\"a\",\"n\":" + chance.digits(1 + chance.below(20)) + "}"));
            default -> Bytes.utf8(chance.pick(ODD));
        };
    }

    private String nested(int depth) {
        return chance.one(2)
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "0" + "}".repeat(depth);
    }
}
