package io.tribunal.core.normalize;

import io.tribunal.core.normalize.JsonValue.JsonArray;
import io.tribunal.core.normalize.JsonValue.JsonBoolean;
import io.tribunal.core.normalize.JsonValue.JsonNull;
import io.tribunal.core.normalize.JsonValue.JsonNumber;
import io.tribunal.core.normalize.JsonValue.JsonObject;
import io.tribunal.core.normalize.JsonValue.JsonString;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random JSON trees, and texts that encode one tree in many ways. */
final class JsonArbitraries {
    private JsonArbitraries() {}

    static Arbitrary<JsonValue> bodies() {
        return trees(integers());
    }

    static Arbitrary<JsonValue> outputs() {
        return trees(Arbitraries.oneOf(integers(), fractions()));
    }

    static Arbitrary<JsonNumber> integers() {
        long max = NumberGrammar.MAX_SAFE_INTEGER;
        return Arbitraries.longs().between(-max, max).map(value -> new JsonNumber(Long.toString(value)));
    }

    /** Doubles of all magnitudes in Java's own spelling, but for those that would print as large integers. */
    static Arbitrary<JsonNumber> fractions() {
        return Arbitraries.longs()
                .map(Double::longBitsToDouble)
                .filter(value -> Double.isFinite(value) && (Math.abs(value) < 1e15 || Math.abs(value) >= 1e21))
                .map(value -> new JsonNumber(Double.toString(value)));
    }

    static Arbitrary<String> strings() {
        Arbitrary<Integer> codePoints = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 0x7f),
                Arbitraries.of(0x80, 0xff, 0x20ac, 0x2028, 0xd7ff, 0xe000, 0xfb33, 0xffff, 0x10000, 0x1f600, 0x10ffff));
        return codePoints
                .list()
                .ofMaxSize(5)
                .map(list -> list.stream().map(Character::toString).collect(Collectors.joining()));
    }

    private static Arbitrary<JsonValue> trees(Arbitrary<? extends JsonValue> numbers) {
        Arbitrary<JsonValue> leaves = Arbitraries.oneOf(
                numbers.map(number -> number),
                strings().map(JsonString::new),
                Arbitraries.of(new JsonBoolean(true), new JsonBoolean(false), new JsonNull()));
        return trees(leaves, 4);
    }

    private static Arbitrary<JsonValue> trees(Arbitrary<JsonValue> leaves, int depth) {
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<JsonValue> inner = Arbitraries.lazy(() -> trees(leaves, depth - 1));
        return Arbitraries.oneOf(
                leaves,
                inner.list().ofMaxSize(4).map(JsonArray::new),
                Arbitraries.maps(strings(), inner).ofMaxSize(4).map(JsonObject::new));
    }

    /** The canonical text of a body. */
    static byte[] canonical(JsonValue body) {
        return CanonicalJson.write(body, NumberGrammar.INTEGERS).orElseThrow().array();
    }

    /** A text with another byte at a place, which is counted round and round. */
    static byte[] changed(byte[] text, int at, byte other) {
        byte[] changed = text.clone();
        changed[at % changed.length] = other;
        return changed;
    }

    /** Some spelling of the tree: members in any order, any white space, any escapes. */
    static String spelled(JsonValue value, Random random) {
        String space = " \t\r\n".substring(random.nextInt(5));
        return space
                + switch (value) {
                    case JsonObject object ->
                        object.members().entrySet().stream()
                                .sorted((a, b) -> b.getKey().compareTo(a.getKey()))
                                .map(member -> spelled(member.getKey(), random) + space + ":"
                                        + spelled(member.getValue(), random))
                                .collect(Collectors.joining(",", "{", space + "}"));
                    case JsonArray array ->
                        array.elements().stream()
                                .map(element -> spelled(element, random))
                                .collect(Collectors.joining(",", "[", space + "]"));
                    case JsonString string -> spelled(string.value(), random);
                    case JsonNumber number -> number.text();
                    case JsonBoolean bool -> Boolean.toString(bool.value());
                    case JsonNull nothing -> "null";
                }
                + space;
    }

    private static String spelled(String text, Random random) {
        return text.codePoints()
                .mapToObj(c -> c < ' ' || c == '"' || c == '\\' || random.nextInt(4) == 0
                        ? escaped(Character.toString(c), random.nextBoolean() ? "\\u%04x" : "\\u%04X")
                        : Character.toString(c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(String character, String format) {
        return character.chars().mapToObj(unit -> String.format(format, unit)).collect(Collectors.joining());
    }
}
