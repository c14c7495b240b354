package io.tribunal.audit.check;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Shortens a value for a summary: a long one is shown by its beginning, its length and its hash. */
final class Excerpt {
    private static final int SHOWN = 160;

    private Excerpt() {}

    static String of(Bytes value) {
        try {
            return of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.array()))
                    .toString());
        } catch (CharacterCodingException e) {
            return value.length() + " bytes that are no text, SHA-256 " + Hash.sha256(value.array());
        }
    }

    static String of(String text) {
        int points = text.codePointCount(0, text.length());
        if (points <= SHOWN) {
            return text;
        }
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        return text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "... (" + all.length + " bytes, SHA-256 "
                + Hash.sha256(all) + ")";
    }
}
