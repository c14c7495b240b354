package io.tribunal.core.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 digest: exactly 32 bytes (FIPS 180-4). */
public record Hash(Bytes bytes) implements Comparable<Hash> {
    public static final int LENGTH = 32;
    public static final Hash ZERO = new Hash(Bytes.wrap(new byte[LENGTH]));

    /** One for each thread, since a digest is as good as new after each hash and costs more to make than a short hash does. */
    private static final ThreadLocal<MessageDigest> OWN = ThreadLocal.withInitial(Hash::newDigest);

    public Hash {
        if (bytes.length() != LENGTH) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length());
        }
    }

    /** Takes ownership of the 32 bytes. */
    public static Hash wrap(byte[] bytes) {
        return new Hash(Bytes.wrap(bytes));
    }

    public static Hash hex(String hex) {
        return new Hash(Bytes.hex(hex));
    }

    /** SHA-256 of the parts, one after the other. */
    public static Hash sha256(byte[]... parts) {
        MessageDigest digest = OWN.get();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return wrap(digest.digest());
    }

    /** A fresh SHA-256 digest. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The 32 bytes, not a copy. */
    public byte[] array() {
        return bytes.array();
    }

    public String toHex() {
        return bytes.toHex();
    }

    @Override
    public int compareTo(Hash other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
