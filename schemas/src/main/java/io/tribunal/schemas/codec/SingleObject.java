package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Function;

/** Avro single-object encoding: {@code C3 01 || fingerprint (8 bytes, little-endian) || body}. */
final class SingleObject {
    private static final int HEADER = 10;
    private static final short MARKER = (short) 0xC301;

    private SingleObject() {}

    static <T> Bytes encode(AvroBody<T> body, T datum) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.writeBytes(header(body.fingerprint()));
        body.encodeTo(out, datum);
        return Bytes.wrap(out.toByteArray());
    }

    static <C> Bytes encode(RecordFormat<C> format, C value) {
        return Bytes.wrap(format.encode(header(format.fingerprint()), value));
    }

    /** Whether a payload names the schema of {@code body}. */
    static boolean isOf(AvroBody<?> body, Bytes encoded) {
        return fingerprint(encoded) == body.fingerprint();
    }

    /** Decodes a payload, which must have the schema of {@code body}. */
    static <T, C> C decode(AvroBody<T> body, Bytes encoded, Function<T, C> toCore) {
        requireFingerprint(encoded, body.fingerprint());
        return body.decode(encoded.array(), HEADER, toCore);
    }

    /** Decodes a payload, which must have the schema of {@code format}. */
    static <C> C decode(RecordFormat<C> format, Bytes encoded) {
        requireFingerprint(encoded, format.fingerprint());
        return format.decode(encoded.array(), HEADER);
    }

    private static byte[] header(long fingerprint) {
        return ByteBuffer.allocate(HEADER)
                .putShort(MARKER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(fingerprint)
                .array();
    }

    private static void requireFingerprint(Bytes encoded, long due) {
        long fingerprint = fingerprint(encoded);
        if (fingerprint != due) {
            throw new MalformedRecordException(
                    "schema fingerprint %016x where %016x is due".formatted(fingerprint, due));
        }
    }

    private static long fingerprint(Bytes encoded) {
        if (encoded.length() < HEADER || ByteBuffer.wrap(encoded.array()).getShort() != MARKER) {
            throw new MalformedRecordException("not an Avro single object");
        }
        return ByteBuffer.wrap(encoded.array()).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    }
}
