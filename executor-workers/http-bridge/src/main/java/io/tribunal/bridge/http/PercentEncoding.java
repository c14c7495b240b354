package io.tribunal.bridge.http;

import java.nio.charset.StandardCharsets;

/** Percent-encodes all bytes except the unreserved characters of RFC 3986, so that a client's text cannot end a header. */
final class PercentEncoding {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEncoding() {}

    static String encode(byte[] bytes) {
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (byte each : bytes) {
            if (isUnreserved(each)) {
                encoded.append((char) each);
            } else {
                encoded.append('%').append(HEX[each >> 4 & 0xf]).append(HEX[each & 0xf]);
            }
        }
        return encoded.toString();
    }

    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isUnreserved(byte each) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || each == '-'
                || each == '.'
                || each == '_'
                || each == '~';
    }
}
