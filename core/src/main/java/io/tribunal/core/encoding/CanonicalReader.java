package io.tribunal.core.encoding;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads what {@link CanonicalWriter} has written. Bytes that end too early, impossible lengths and invalid flags raise an
 * {@link IllegalArgumentException} inside {@link #read}, which then returns empty.
 */
public final class CanonicalReader {
    private final ByteBuffer in;

    private CanonicalReader(Bytes bytes) {
        this.in = ByteBuffer.wrap(bytes.array()).asReadOnlyBuffer();
    }

    /** The value that all of the bytes encode, or empty when they are not a valid encoding. */
    public static <T> Optional<T> read(Bytes bytes, Function<CanonicalReader, T> value) {
        CanonicalReader reader = new CanonicalReader(bytes);
        try {
            T result = value.apply(reader);
            return reader.in.hasRemaining() ? Optional.empty() : Optional.of(result);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public boolean flag() {
        byte value = need(1).in.get();
        require(value == 0 || value == 1);
        return value == 1;
    }

    public int int32() {
        return need(Integer.BYTES).in.getInt();
    }

    public long int64() {
        return need(Long.BYTES).in.getLong();
    }

    public String text() {
        return bytes().toUtf8();
    }

    /** An ASCII text after its length in 2 bytes. */
    public String shortText() {
        return run(Short.toUnsignedInt(need(Short.BYTES).in.getShort())).toUtf8();
    }

    public Bytes bytes() {
        return run(int32());
    }

    public Hash hash() {
        return new Hash(run(Hash.LENGTH));
    }

    public <T> Optional<T> optional(Supplier<T> item) {
        return flag() ? Optional.of(item.get()) : Optional.empty();
    }

    public <T> List<T> list(Supplier<T> item) {
        int size = size();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(item.get());
        }
        return List.copyOf(values);
    }

    /** A map whose keys were written as {@link #shortText}. */
    public <K extends Comparable<K>, T> SortedMap<K, T> map(Function<String, K> key, Supplier<T> item) {
        int size = size();
        SortedMap<K, T> values = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            values.put(key.apply(shortText()), item.get());
        }
        return values;
    }

    private int size() {
        int size = int32();
        require(size >= 0 && size <= in.remaining());
        return size;
    }

    /** Rejects the bytes when the condition does not hold. */
    public static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not a canonical encoding");
        }
    }

    private Bytes run(int length) {
        need(length);
        byte[] run = new byte[length];
        in.get(run);
        return Bytes.wrap(run);
    }

    private CanonicalReader need(int length) {
        require(length >= 0 && length <= in.remaining());
        return this;
    }
}
