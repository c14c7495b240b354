package io.tribunal.conformance.input;

import io.tribunal.core.normalize.Normalizer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A seeded sequence of calls of the account service (PROTOCOL 12). */
public final class CallGenerator {
    private static final List<String> ODD_OPERATIONS =
            List.of("open", "", "CLOSE", "GET ", "ＧＥＴ", "GET\u0000", "toString", "__proto__");
    private static final List<String> OPERATIONS =
            List.of("OPEN", "GET", "INCREMENT", "INCREMENT", "TRANSFER", "TRANSFER");
    private static final List<String> ODD_LEDGERS = List.of("", "x\u0000y", "Main", "日本", "l".repeat(200));
    private static final List<String> ODD_TYPES =
            List.of("text/plain", "", "application/JSON", "application/json; charset=utf-8");

    private final Chance chance;
    private final Bodies bodies;

    public CallGenerator(long seed) {
        this.chance = new Chance(new SplittableRandom(seed));
        this.bodies = new Bodies(chance);
    }

    /** The next ones of the sequence. */
    public List<GeneratedCall> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    public GeneratedCall next() {
        String operation = chance.one(40) ? chance.pick(ODD_OPERATIONS) : chance.pick(OPERATIONS);
        String meant = chance.one(40) ? chance.pick(OPERATIONS) : operation;
        return new GeneratedCall(
                chance.one(20) ? "other" : chance.one(150) ? chance.pick(ODD_LEDGERS) : "main",
                operation,
                chance.one(60) ? chance.pick(ODD_TYPES) : Normalizer.JSON,
                bodies.of(meant));
    }
}
