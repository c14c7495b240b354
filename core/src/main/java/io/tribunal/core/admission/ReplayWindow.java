package io.tribunal.core.admission;

import io.tribunal.core.policy.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which sequence numbers one key has used in one partition: the last 1024 up to the highest, each with the business
 * offset at which it was admitted (PROTOCOL 4, after RFC 6347 section 4.1.2.6). Only admitted requests are marked.
 * Negative sequence numbers lie below every window. Not safe for use by several threads.
 */
public final class ReplayWindow {
    private static final int WIDTH = Limits.REPLAY_WINDOW;
    private static final long UNUSED = -1;

    /** What the window says of a sequence number. */
    public sealed interface Check {
        /** Above the highest or unseen within the window. */
        record Fresh() implements Check {}

        /** More than 2^32 above the highest. */
        record Jump() implements Check {}

        /** Below the window: whether it was used is not known. */
        record TooOld() implements Check {}

        /**
         * Used before.
         *
         * @param firstOffset where it was admitted
         */
        record Replayed(long firstOffset) implements Check {}
    }

    /** A sequence number in the window and the business offset where it was admitted. */
    public record Admitted(long sequence, long offset) {}

    /** By sequence modulo the width: the offset, or UNUSED. */
    private final long[] offsets = new long[WIDTH];

    /** UNUSED until the first one is marked: any sequence number may be the first. */
    private long highest = UNUSED;

    public ReplayWindow() {
        Arrays.fill(offsets, UNUSED);
    }

    /**
     * A window equal to the one that gave this list.
     *
     * @throws IllegalArgumentException when no window gives this list
     */
    public ReplayWindow(List<Admitted> admitted) {
        this();
        for (Admitted one : admitted) {
            mark(one.sequence(), one.offset());
        }
        if (!admitted().equals(admitted)) {
            throw new IllegalArgumentException("not the ascending content of one replay window: " + admitted);
        }
    }

    public Check check(long sequence) {
        if (sequence < 0) {
            return new Check.TooOld();
        }
        if (sequence > highest) {
            return isJump(sequence) ? new Check.Jump() : new Check.Fresh();
        }
        if (highest - sequence >= WIDTH) {
            return new Check.TooOld();
        }
        long offset = offsets[slot(sequence)];
        return offset == UNUSED ? new Check.Fresh() : new Check.Replayed(offset);
    }

    /**
     * Remembers an admitted request.
     *
     * @throws IllegalArgumentException when the sequence number is not fresh or the offset is negative
     */
    public void mark(long sequence, long offset) {
        if (offset < 0 || !(check(sequence) instanceof Check.Fresh)) {
            throw new IllegalArgumentException("cannot admit sequence " + sequence + " at offset " + offset);
        }
        if (sequence > highest) {
            forgetUpTo(sequence);
            highest = sequence;
        }
        offsets[slot(sequence)] = offset;
    }

    /** The highest admitted sequence number, up to {@link Long#MAX_VALUE}. */
    public OptionalLong highest() {
        return highest == UNUSED ? OptionalLong.empty() : OptionalLong.of(highest);
    }

    /** The window's whole content, ascending by sequence: its canonical form. The last one is the highest. */
    public List<Admitted> admitted() {
        List<Admitted> admitted = new ArrayList<>();
        for (long below = Math.min(WIDTH - 1, highest); below >= 0; below--) {
            long offset = offsets[slot(highest - below)];
            if (offset != UNUSED) {
                admitted.add(new Admitted(highest - below, offset));
            }
        }
        return List.copyOf(admitted);
    }

    private boolean isJump(long sequence) {
        return highest != UNUSED && sequence - highest > Limits.MAX_SEQUENCE_JUMP;
    }

    /** Frees the slots of the numbers above the highest, up to and with the new highest. */
    private void forgetUpTo(long newHighest) {
        long steps = Math.min(WIDTH, newHighest - Math.max(highest, 0));
        for (long i = 0; i < steps; i++) {
            offsets[slot(newHighest - i)] = UNUSED;
        }
    }

    private static int slot(long sequence) {
        return (int) (sequence % WIDTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReplayWindow that && highest == that.highest && Arrays.equals(offsets, that.offsets);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(highest) + Arrays.hashCode(offsets);
    }

    @Override
    public String toString() {
        return "ReplayWindow" + admitted();
    }
}
