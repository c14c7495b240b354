package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Confluent's framing of record values: {@code 0x00 || schema id (4 bytes) || Avro body}. */
public final class WireFormat {
    /** Bytes before the body. */
    public static final int HEADER = 5;

    private WireFormat() {}

    public static byte[] frame(int schemaId, byte[] body) {
        return ByteBuffer.allocate(HEADER + body.length)
                .put(header(schemaId))
                .put(body)
                .array();
    }

    static <C> byte[] frame(int schemaId, RecordFormat<C> format, C value) {
        return format.encode(header(schemaId), value);
    }

    private static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER).put((byte) 0).putInt(schemaId).array();
    }

    /** The body after the schema id; empty when the value is not framed. */
    public static Optional<Bytes> body(byte[] value) {
        return isFramed(value)
                ? Optional.of(Bytes.wrap(Arrays.copyOfRange(value, HEADER, value.length)))
                : Optional.empty();
    }

    /** The schema id, for tools; readers of signed topics ignore it. Empty when the value is not framed. */
    public static Optional<Integer> schemaId(byte[] value) {
        return isFramed(value) ? Optional.of(ByteBuffer.wrap(value).getInt(1)) : Optional.empty();
    }

    /** The body of a record value. */
    static Bytes requireBody(byte @Nullable [] value) {
        byte[] framed = requireFramed(value);
        return Bytes.wrap(Arrays.copyOfRange(framed, HEADER, framed.length));
    }

    /** The same value, in which a body follows {@link #HEADER} bytes. */
    static byte[] requireFramed(byte @Nullable [] value) {
        if (value == null) {
            throw new MalformedRecordException("no value");
        }
        if (!isFramed(value)) {
            throw new MalformedRecordException("no 0x00 and schema id before the body");
        }
        return value;
    }

    private static boolean isFramed(byte[] value) {
        return value.length >= HEADER && value[0] == 0;
    }
}
