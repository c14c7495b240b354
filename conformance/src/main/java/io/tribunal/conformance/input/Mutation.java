package io.tribunal.conformance.input;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Values of business-log made wrong at random places, out of good ones. */
public final class Mutation {
    private static final int FRAME = 5;
    /** Varints that claim too much, and Avro's ends. */
    private static final List<byte[]> BOMBS = Stream.of(
                    "feffffff0f", "ffffffffffffffff7f", "80808080808080808001", "00", "01", "8000", "c301")
            .map(HexFormat.of()::parseHex)
            .toList();

    private final Chance chance;

    public Mutation(long seed) {
        this.chance = new Chance(new SplittableRandom(seed));
    }

    /** Another value, rarely the same one. */
    public byte[] of(byte[] value) {
        if (value.length <= FRAME) {
            return chance.bytes(chance.below(200));
        }
        return switch (chance.below(10)) {
            case 0 -> Arrays.copyOf(value, chance.below(value.length));
            case 1 -> joined(value, value.length, chance.bytes(1 + chance.below(20)), value.length);
            case 2 -> chance.bytes(chance.below(300));
            case 3 -> without(value);
            case 4 -> spliced(value, chance.pick(BOMBS));
            case 5 -> framed(value);
            default -> flipped(value);
        };
    }

    private byte[] flipped(byte[] value) {
        byte[] copy = value.clone();
        for (int i = chance.one(4) ? 1 + chance.below(4) : 1; i > 0; i--) {
            copy[chance.below(copy.length)] ^= (byte) (1 << chance.below(8));
        }
        return copy;
    }

    private byte[] without(byte[] value) {
        int from = chance.below(value.length);
        return joined(value, from, new byte[0], Math.min(value.length, from + 1 + chance.below(8)));
    }

    private byte[] spliced(byte[] value, byte[] insert) {
        int at = chance.below(value.length);
        return joined(value, at, insert, Math.min(value.length, at + insert.length));
    }

    private byte[] framed(byte[] value) {
        byte[] copy = value.clone();
        System.arraycopy(chance.bytes(FRAME), 0, copy, chance.below(2), FRAME - 1);
        return copy;
    }

    private static byte[] joined(byte[] value, int head, byte[] middle, int tail) {
        byte[] joined = Arrays.copyOf(value, head + middle.length + value.length - tail);
        System.arraycopy(middle, 0, joined, head, middle.length);
        System.arraycopy(value, tail, joined, head + middle.length, value.length - tail);
        return joined;
    }
}
