package io.tribunal.core.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** DSSE v1 pre-authentication encoding: what is signed instead of the bare body, so that the type is bound to it. */
public final class PreAuthEncoding {
    private PreAuthEncoding() {}

    /** {@code "DSSEv1" SP len(type) SP type SP len(body) SP body}, lengths in decimal bytes. */
    public static byte[] encode(String type, byte[] body) {
        byte[] head = utf8("DSSEv1 " + utf8(type).length + " " + type + " " + body.length + " ");
        byte[] encoded = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, encoded, head.length, body.length);
        return encoded;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
