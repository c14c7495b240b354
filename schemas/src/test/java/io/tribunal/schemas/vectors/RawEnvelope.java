package io.tribunal.schemas.vectors;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.signature.SignedEnvelope;
import java.io.ByteArrayOutputStream;

/** An envelope encoded by hand, so that each part of it can be wrong. */
record RawEnvelope(byte[] frame, byte[] payloadType, byte[] payload, byte[] keyId, byte[] signature, byte[] batch) {
    private static final byte[] NONE = {0};

    static RawEnvelope of(SignedEnvelope envelope) {
        return new RawEnvelope(
                new byte[5],
                prefixed(Bytes.utf8(envelope.payloadType()).array()),
                prefixed(envelope.payload().array()),
                prefixed(Bytes.utf8(envelope.keyId()).array()),
                prefixed(envelope.signature().array()),
                NONE);
    }

    RawEnvelope withFrame(String hex) {
        return new RawEnvelope(Bytes.hex(hex).array(), payloadType, payload, keyId, signature, batch);
    }

    RawEnvelope withPayloadType(byte[] raw) {
        return new RawEnvelope(frame, raw, payload, keyId, signature, batch);
    }

    RawEnvelope withPayload(byte[] raw) {
        return new RawEnvelope(frame, payloadType, raw, keyId, signature, batch);
    }

    RawEnvelope withKeyId(byte[] raw) {
        return new RawEnvelope(frame, payloadType, payload, raw, signature, batch);
    }

    RawEnvelope withSignature(byte[] raw) {
        return new RawEnvelope(frame, payloadType, payload, keyId, raw, batch);
    }

    RawEnvelope withBatch(byte[] raw) {
        return new RawEnvelope(frame, payloadType, payload, keyId, signature, raw);
    }

    byte[] value() {
        return concat(frame, payloadType, payload, keyId, signature, batch);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** The encoding of bytes or a string: length, then content. */
    static byte[] prefixed(byte[] content) {
        return concat(varint(content.length), content);
    }

    /** A zig-zag varint. */
    static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long bits = (value << 1) ^ (value >> 63);
        while ((bits & ~0x7fL) != 0) {
            out.write((int) (bits & 0x7f | 0x80));
            bits >>>= 7;
        }
        out.write((int) bits);
        return out.toByteArray();
    }

    /** The same number with one superfluous byte. */
    static byte[] padded(long value) {
        byte[] shortest = varint(value);
        shortest[shortest.length - 1] |= (byte) 0x80;
        return concat(shortest, new byte[1]);
    }
}
