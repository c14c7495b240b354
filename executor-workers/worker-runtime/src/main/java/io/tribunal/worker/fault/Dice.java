package io.tribunal.worker.fault;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.nio.ByteBuffer;

/** Random choices as a function of a seed and a subject: the same after a restart. */
final class Dice {
    private final long seed;

    Dice(long seed) {
        this.seed = seed;
    }

    /** True with that probability. */
    boolean hits(double probability, Bytes subject) {
        return (number(subject) >>> 11) * 0x1.0p-53 < probability;
    }

    /** A number between least and most, both included. */
    long between(long least, long most, Bytes subject) {
        return least + Long.remainderUnsigned(number(subject), most - least + 1);
    }

    private long number(Bytes subject) {
        byte[] seedBytes = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
        return ByteBuffer.wrap(Hash.sha256(seedBytes, subject.array()).array()).getLong();
    }
}
