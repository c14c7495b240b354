package io.tribunal.conformance.input;

import java.util.List;

/** JSON values in the place of an amount: mostly decimal strings, at and beyond the edges of the scale too. */
record Amounts(Chance chance) {
    private static final List<String> EDGES = List.of(
            "\"999999999999999999.99999999\"",
            "\"-999999999999999999.99999999\"",
            "\"999999999999999999\"",
            "\"1000000000000000000\"",
            "\"0.00000001\"",
            "\"-0.00000001\"",
            "\"0.000000001\"",
            "\"0.10000000\"",
            "\"000000000000000001\"",
            "\"0000000000000000001\"",
            "\"-0\"",
            "\"-0.00\"",
            "\"+1\"",
            "\"1e2\"",
            "\"1E+2\"",
            "\".5\"",
            "\"5.\"",
            "\"\"",
            "\"-\"",
            "\".\"",
            "\"--1\"",
            "\" 1\"",
            "\"1 \"",
            "\"1\\n\"",
            "\"0x10\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"１\"",
            "\"٣\"",
            "\"1,5\"",
            "\"1_0\"",
            "\"1\\u0000\"",
            "\"none\"",
            "\"unlimited\"",
            "1",
            "-0",
            "0.1",
            "1e2",
            "9007199254740991",
            "9007199254740992",
            "true",
            "null",
            "[]",
            "{}",
            "[\"1\"]");

    String next() {
        if (chance.one(8)) {
            return chance.pick(EDGES);
        }
        String sign = chance.one(3) ? "-" : "";
        int before = chance.one(6) ? 15 + chance.below(5) : 1 + chance.below(4);
        int after = chance.one(2) ? 0 : 1 + chance.below(chance.one(20) ? 9 : 8);
        return "\"" + sign + chance.digits(before) + (after == 0 ? "" : "." + chance.digits(after)) + "\"";
    }
}
