package io.tribunal.lab.hostile;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.core.signature.Signer;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.utils.ByteUtils;

/** Changes valid records so that they are wrong in one way. */
final class Forgery {
    /** Order of Ed25519's group. */
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final int SCALAR = 32;

    private Forgery() {}

    /** A copy with the lowest bit of one byte of the part flipped. */
    static byte[] flipped(byte[] value, byte[] part, int index) {
        byte[] copy = value.clone();
        copy[Collections.indexOfSubList(boxed(value), boxed(part)) + index] ^= 1;
        return copy;
    }

    static byte[] flipped(byte[] value, int index) {
        byte[] copy = value.clone();
        copy[index] ^= 1;
        return copy;
    }

    /** A copy in which the first occurrence of a part is replaced. */
    static byte[] replaced(byte[] value, byte[] part, byte[] other) {
        int at = Collections.indexOfSubList(boxed(value), boxed(part));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(value, 0, at);
        out.writeBytes(other);
        out.write(value, at + part.length, value.length - at - part.length);
        return out.toByteArray();
    }

    private static List<Byte> boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        Arrays.setAll(boxed, i -> bytes[i]);
        return Arrays.asList(boxed);
    }

    static SignedEnvelope signed(Signer signer, PayloadType type, byte[] payload) {
        return new EnvelopeSigner(signer).sign(type, Bytes.wrap(payload));
    }

    static SignedEnvelope withSignature(SignedEnvelope envelope, byte[] signature) {
        return new SignedEnvelope(
                envelope.payloadType(), envelope.payload(), envelope.keyId(), Bytes.wrap(signature), envelope.batch());
    }

    static SignedEnvelope withSignatureOfLength(SignedEnvelope envelope, int length) {
        return withSignature(envelope, Arrays.copyOf(envelope.signature().array(), length));
    }

    /** The same signature with S + L in place of S: the same equation, and malleable where S is not checked. */
    static SignedEnvelope withLargeScalar(SignedEnvelope envelope) {
        byte[] signature = envelope.signature().array().clone();
        byte[] s = reversed(Arrays.copyOfRange(signature, SCALAR, 2 * SCALAR));
        byte[] large = reversed(new BigInteger(1, s).add(L).toByteArray());
        System.arraycopy(Arrays.copyOf(large, SCALAR), 0, signature, SCALAR, SCALAR);
        return withSignature(envelope, signature);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    /** A zig-zag varint, as Avro and Kafka write lengths. */
    static byte[] varint(long value) {
        ByteBuffer out = ByteBuffer.allocate(ByteUtils.sizeOfVarlong(value));
        ByteUtils.writeVarlong(value, out);
        return out.array();
    }
}
