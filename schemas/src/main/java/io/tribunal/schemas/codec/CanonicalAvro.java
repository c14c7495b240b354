package io.tribunal.schemas.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;

/**
 * Validates Avro binary against its schema and refuses all but the canonical encoding (PROTOCOL 2): shortest varints,
 * arrays in one block, valid UTF-8, indices in range, nothing missing and nothing trailing. Allocates nothing; Avro's
 * own decoder runs afterwards and sees only lengths that the input really has.
 */
final class CanonicalAvro {
    private static final int MAX_LONG_BYTES = 10;

    private final byte[] input;
    private int at;

    private CanonicalAvro(byte[] input, int from) {
        this.input = input;
        this.at = from;
    }

    /**
     * Checks everything from the index to the end of the array.
     *
     * @throws MalformedRecordException when it is not the canonical encoding of a datum of the schema
     */
    static void check(Schema schema, byte[] input, int from) {
        CanonicalAvro walk = new CanonicalAvro(input, from);
        walk.datum(schema);
        if (walk.at != input.length) {
            throw new MalformedRecordException((input.length - walk.at) + " trailing bytes");
        }
    }

    private void datum(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> record(schema);
            case ARRAY -> array(schema.getElementType());
            case UNION -> datum(schema.getTypes().get(index(schema.getTypes().size(), "union branch")));
            case ENUM -> index(schema.getEnumSymbols().size(), "enum index");
            case FIXED -> skip(schema.getFixedSize());
            case BYTES -> skip(length());
            case STRING -> string(length());
            case INT -> integer();
            case LONG -> varint();
            case BOOLEAN -> bool();
            case NULL -> {}
            default -> throw new IllegalStateException("no schema of ours has a " + schema.getType());
        }
    }

    private void record(Schema schema) {
        for (Schema.Field field : schema.getFields()) {
            try {
                datum(field.schema());
            } catch (MalformedRecordException e) {
                throw e.inside(field.name());
            }
        }
    }

    private void array(Schema element) {
        long count = varint();
        if (count == 0) {
            return;
        }
        if (count < 0 || count > input.length - at) {
            throw new MalformedRecordException("block of " + count + " items");
        }
        for (long i = 0; i < count; i++) {
            datum(element);
        }
        if (varint() != 0) {
            throw new MalformedRecordException("array in more than one block");
        }
    }

    private int index(int size, String what) {
        long index = varint();
        if (index < 0 || index >= size) {
            throw new MalformedRecordException(what + " " + index + " of " + size);
        }
        return (int) index;
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > input.length - at) {
            throw new MalformedRecordException("length " + length + " with " + (input.length - at) + " bytes left");
        }
        return (int) length;
    }

    private void skip(int length) {
        if (length > input.length - at) {
            throw endsEarly();
        }
        at += length;
    }

    private void string(int length) {
        int from = at;
        skip(length);
        for (int i = from; i < at; i++) {
            if (input[i] < 0) {
                requireUtf8(i, at);
                return;
            }
        }
    }

    private void requireUtf8(int from, int to) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(input, from, to - from));
        } catch (CharacterCodingException e) {
            throw new MalformedRecordException("not UTF-8");
        }
    }

    private void bool() {
        skip(1);
        if (input[at - 1] != 0 && input[at - 1] != 1) {
            throw new MalformedRecordException("neither true nor false");
        }
    }

    private void integer() {
        long value = varint();
        if (value != (int) value) {
            throw new MalformedRecordException("int out of range");
        }
    }

    /** A zig-zag varint of up to 64 bits in its shortest form. */
    private long varint() {
        long bits = 0;
        for (int i = 0; i < MAX_LONG_BYTES; i++) {
            if (at == input.length) {
                throw endsEarly();
            }
            int octet = input[at++] & 0xff;
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

    private static MalformedRecordException endsEarly() {
        return new MalformedRecordException("ends early");
    }
}
