package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads Avro's primitives one after the other and refuses all but their canonical encoding (PROTOCOL 2): shortest varints,
 * arrays in one block, valid UTF-8, indices in range. Allocates for no length that the input does not have. Every method
 * throws {@link MalformedRecordException}.
 */
final class AvroReader {
    private static final int MAX_LONG_BYTES = 10;
    private static final int USUAL_ITEMS = 64;

    private final byte[] input;
    private int at;

    AvroReader(byte[] input, int from) {
        this.input = input;
        this.at = from;
    }

    /** A zig-zag varint of up to 64 bits in its shortest form. */
    long longNumber() {
        long bits = 0;
        for (int i = 0; i < MAX_LONG_BYTES; i++) {
            int octet = octet();
            boolean overflows = i == MAX_LONG_BYTES - 1 && octet > 1;
            boolean padded = i > 0 && octet == 0;
            if (overflows || padded) {
                throw new MalformedRecordException("varint not in its shortest form");
            }
            bits |= (octet & 0x7fL) << (7 * i);
            if (octet < 0x80) {
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw new MalformedRecordException("varint too long");
    }

    int intNumber() {
        long value = longNumber();
        if (value != (int) value) {
            throw new MalformedRecordException("int out of range");
        }
        return (int) value;
    }

    boolean bool() {
        int octet = octet();
        if (octet > 1) {
            throw new MalformedRecordException("neither true nor false");
        }
        return octet == 1;
    }

    /** Bytes of a given length. */
    Bytes fixed(int length) {
        int from = advance(length);
        return Bytes.wrap(Arrays.copyOfRange(input, from, at));
    }

    Hash digest() {
        return new Hash(fixed(Hash.LENGTH));
    }

    Bytes bytes() {
        return fixed(length());
    }

    String string() {
        int from = advance(length());
        for (int i = from; i < at; i++) {
            if (input[i] < 0) {
                return utf8(from);
            }
        }
        return new String(input, from, at - from, StandardCharsets.ISO_8859_1);
    }

    private String utf8(int from) {
        try {
            // a new decoder reports malformed input
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(input, from, at - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedRecordException("not UTF-8");
        }
    }

    /** An enum's symbol; core's enums have the order of the schemas'. */
    <E extends Enum<E>> E symbol(E[] symbols) {
        return symbols[index(symbols.length, "enum index")];
    }

    /** Whether the union with null holds a value; null is the first branch in all of our schemas. */
    boolean isPresent() {
        return index(2, "union branch") == 1;
    }

    <V> Optional<V> optional(Function<AvroReader, V> value) {
        return isPresent() ? Optional.of(value.apply(this)) : Optional.empty();
    }

    <V> List<V> list(Function<AvroReader, V> item) {
        return list(Integer.MAX_VALUE, item);
    }

    /** A list of at most so many items; a longer one is refused before any of them is read. */
    <V> List<V> list(int most, Function<AvroReader, V> item) {
        int count = beginArray();
        AvroValues.require(count <= most, "more than " + most + " items");
        List<V> items = new ArrayList<>(Math.min(count, USUAL_ITEMS));
        for (int i = 0; i < count; i++) {
            items.add(item.apply(this));
        }
        endArray(count);
        return items;
    }

    /** The number of items of an array. Each has a byte at least. */
    int beginArray() {
        long count = longNumber();
        if (count < 0 || count > remaining()) {
            throw new MalformedRecordException("block of " + count + " items");
        }
        return (int) count;
    }

    /** The end of an array that began with this number of items. */
    void endArray(int count) {
        if (count > 0 && longNumber() != 0) {
            throw new MalformedRecordException("array in more than one block");
        }
    }

    int index(int size, String what) {
        long index = longNumber();
        if (index < 0 || index >= size) {
            throw new MalformedRecordException(what + " " + index + " of " + size);
        }
        return (int) index;
    }

    /** Requires that the input ends here. */
    void end() {
        if (remaining() != 0) {
            throw new MalformedRecordException(remaining() + " trailing bytes");
        }
    }

    private int length() {
        long length = longNumber();
        if (length < 0 || length > remaining()) {
            throw new MalformedRecordException("length " + length + " with " + remaining() + " bytes left");
        }
        return (int) length;
    }

    private int octet() {
        return input[advance(1)] & 0xff;
    }

    /** Moves on by that many bytes; returns where they begin. */
    private int advance(int length) {
        if (length > remaining()) {
            throw new MalformedRecordException("ends early");
        }
        int from = at;
        at += length;
        return from;
    }

    private int remaining() {
        return input.length - at;
    }
}
