package io.tribunal.core.signature;

import io.tribunal.core.identity.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** DSSE v1 pre-authentication encoding: what is signed instead of the bare body, so that the type is bound to it. */
public final class PreAuthEncoding {
    private PreAuthEncoding() {}

    /** {@code "DSSEv1" SP len(type) SP type SP len(body) SP body}, lengths in decimal bytes. */
    public static byte[] encode(String type, byte[] body) {
        byte[] head = head(type, body);
        byte[] encoded = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, encoded, head.length, body.length);
        return encoded;
    }

    /** What stands before the body. */
    private static byte[] head(String type, byte[] body) {
        return utf8("DSSEv1 " + utf8(type).length + " " + type + " " + body.length + " ");
    }

    /** The leaf that stands for the encoding in a signed Merkle tree. */
    public static Hash leaf(String type, byte[] body) {
        return MerkleTree.leafHash(head(type, body), body);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
