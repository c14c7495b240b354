package io.tribunal.core.encoding;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes values as bytes in one way only: integers big-endian, texts and byte strings after their length (4 bytes), lists
 * and maps after their size (4 bytes), optional values after one byte 0 or 1. {@link CanonicalReader} reads the same.
 */
public final class CanonicalWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public CanonicalWriter flag(boolean value) {
        out.write(value ? 1 : 0);
        return this;
    }

    public CanonicalWriter int32(int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        return this;
    }

    public CanonicalWriter int64(long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    public CanonicalWriter text(String value) {
        return bytes(Bytes.utf8(value));
    }

    /** An ASCII text after its length in 2 bytes, as {@link java.io.DataOutput#writeUTF} writes it. */
    public CanonicalWriter shortText(String value) {
        Bytes ascii = Bytes.utf8(value);
        out.writeBytes(ByteBuffer.allocate(Short.BYTES)
                .putShort((short) ascii.length())
                .array());
        out.writeBytes(ascii.array());
        return this;
    }

    public CanonicalWriter bytes(Bytes value) {
        int32(value.length());
        out.writeBytes(value.array());
        return this;
    }

    /** The 32 bytes, without a length. */
    public CanonicalWriter hash(Hash value) {
        out.writeBytes(value.array());
        return this;
    }

    public <T> CanonicalWriter optional(Optional<T> value, Consumer<T> item) {
        flag(value.isPresent());
        value.ifPresent(item);
        return this;
    }

    public <T> CanonicalWriter list(Collection<T> values, Consumer<T> item) {
        int32(values.size());
        values.forEach(item);
        return this;
    }

    /** The size, then each key as a {@link #shortText} and its value. */
    public <T> CanonicalWriter map(Map<?, T> values, Consumer<T> item) {
        int32(values.size());
        values.forEach((key, value) -> {
            shortText(key.toString());
            item.accept(value);
        });
        return this;
    }

    public Bytes toBytes() {
        return Bytes.wrap(out.toByteArray());
    }
}
