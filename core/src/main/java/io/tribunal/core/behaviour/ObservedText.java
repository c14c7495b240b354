package io.tribunal.core.behaviour;

import io.tribunal.core.identity.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The text in which a model's expressions are sought: a head, a space and bytes, of which the first 65,536 count. Bytes that are
 * not UTF-8 stand for the characters of the same numbers.
 */
final class ObservedText {
    private static final int MAX_LENGTH = 1 << 16;

    private ObservedText() {}

    static String of(String head, Bytes bytes) {
        String text = head + " " + decode(bytes.array());
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
