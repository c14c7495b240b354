package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Hash;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads one value of a signed topic. An invalid value never throws; its problem becomes a detail for people. */
final class LogValue {
    private LogValue() {}

    /** SHA-256 of a value; of zero bytes for a record without one. */
    static Hash hash(byte @Nullable [] value) {
        return value == null ? Hash.sha256() : Hash.sha256(value);
    }

    /**
     * @param value null for a record without one
     * @param logAppendTime whether the broker stamped the record itself
     * @param limit maximum size of a value in bytes
     * @param decode decodes a framed value; throws {@link IllegalArgumentException} for an invalid one
     * @param unreadable makes the result for an invalid value from the detail
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
        return read(() -> decode.apply(WireFormat.requireFramed(value)), unreadable);
    }

    /** @param decode throws {@link IllegalArgumentException} for what is invalid */
    static <T> T read(Supplier<T> decode, Function<String, T> unreadable) {
        try {
            return decode.get();
        } catch (IllegalArgumentException e) {
            return unreadable.apply(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return unreadable.apply("undecodable: " + e.getClass().getSimpleName());
        }
    }
}
