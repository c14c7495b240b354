package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Hash;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one value of a signed topic: whatever is wrong with it becomes a detail for people, never an exception. */
final class LogValue {
    private LogValue() {}

    /** SHA-256 of a value; that of nothing for a record without one. */
    static Hash hash(byte @Nullable [] value) {
        return value == null ? Hash.sha256() : Hash.sha256(value);
    }

    /**
     * @param value null for a record without one
     * @param logAppendTime whether the broker stamped the record itself
     * @param limit bytes that a value may have
     * @param decode of a framed value; throws {@link IllegalArgumentException} for what it does not take
     * @param unreadable what to make of a detail
     */
    static <T> T read(
            byte @Nullable [] value,
            boolean logAppendTime,
            int limit,
            Function<byte[], T> decode,
            Function<String, T> unreadable) {
        if (value == null) {
            return unreadable.apply("no value");
        }
        if (!logAppendTime) {
            return unreadable.apply("not stamped by the broker (LogAppendTime)");
        }
        if (value.length > limit) {
            return unreadable.apply(value.length + " bytes, " + limit + " are allowed");
        }
        try {
            WireFormat.requireFramed(value);
            return decode.apply(value);
        } catch (IllegalArgumentException e) {
            return unreadable.apply(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return unreadable.apply("undecodable: " + e.getClass().getSimpleName());
        }
    }
}
