package io.tribunal.worker.fault;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.nio.ByteBuffer;

/** Chance as a function of a seed and of what it is about: the same again after a restart. */
final class Dice {
    private final long seed;

    Dice(long seed) {
        this.seed = seed;
    }

    boolean falls(double probability, Bytes subject) {
        return (number(subject) >>> 11) * 0x1.0p-53 < probability;
    }

    /** Between least and most, both included. */
    long between(long least, long most, Bytes subject) {
        return least + Long.remainderUnsigned(number(subject), most - least + 1);
    }

    private long number(Bytes subject) {
        byte[] seedBytes = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
        return ByteBuffer.wrap(Hash.sha256(seedBytes, subject.array()).array()).getLong();
    }
}
