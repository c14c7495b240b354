package io.tribunal.conformance.input;

import java.util.List;

/** JSON strings with their quotation marks, spelled as RFC 8785 wants them or not. */
record Texts(Chance chance) {
    private static final List<String> USUAL = List.of("\"a\"", "\"b\"", "\"c\"", "\"d\"", "\"e\"");
    private static final List<String> ODD = List.of(
            "\"\"",
            "\"\\\"q\\\"\"",
            "\"|\"",
            "\"a|none\"",
            "\"日本\"",
            "\"😀\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"x\\u0000y\"",
            "\"\\u0001\"",
            "\"\\u001f\"",
            "\"\\b\\f\\n\\r\\t\"",
            "\"\\\\\"",
            "\"\\/\"",
            "\"</script>\"",
            "\"\u2028\u2029\"",
            "\"\u007f\u0080\"",
            "\"é\"",
            "\"e\u0301\"",
            "\"İıi̇I\"",
            "\"ß\"",
            "\"\ufeff\"",
            "\"\uffff\"",
            "\"__proto__\"",
            "\"constructor\"",
            "\"%s%n\"",
            "\"${a}\"");

    String next() {
        if (chance.one(25)) {
            return "\"" + (chance.one(2) ? "é".repeat(62 + chance.below(4)) : "x".repeat(126 + chance.below(5))) + "\"";
        }
        return chance.one(6) ? chance.pick(ODD) : chance.pick(USUAL);
    }
}
