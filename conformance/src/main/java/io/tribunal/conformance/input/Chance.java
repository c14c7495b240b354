package io.tribunal.conformance.input;

import java.util.List;
import java.util.random.RandomGenerator;

/** Draws of one seeded sequence. */
record Chance(RandomGenerator random) {
    boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    String digits(int length) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append((char) ('0' + (one(3) ? 9 : random.nextInt(10))));
        }
        return digits.toString();
    }
}
