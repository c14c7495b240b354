package io.tribunal.core.normalize;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Why {@link StrictJson} refuses a text, for people. It is looked for only after a refusal, so it costs accepted texts nothing.
 *
 * @param offset of the byte where the problem is, from 0; the text's length if something is missing at its end
 * @param what the problem and, where it is not obvious, what to write instead; it may quote characters of the text
 */
public record JsonProblem(int offset, String what) {
    private static final int BYTE = 0xff;

    /** The first problem of a text; empty exactly when {@link StrictJson#parse} reads it. */
    public static Optional<JsonProblem> of(byte[] utf8) {
        return encoding(utf8).or(() -> JsonDiagnosis.of(utf8));
    }

    /** The first problem of a text's encoding, whatever the text says; empty if it is UTF-8 without a byte order mark. */
    public static Optional<JsonProblem> encoding(byte[] text) {
        return byteOrderMark(text).or(() -> malformed(text));
    }

    private static Optional<JsonProblem> byteOrderMark(byte[] text) {
        if (startsWith(text, 0xef, 0xbb, 0xbf)) {
            return Optional.of(new JsonProblem(0, "a byte order mark (BOM); save the text as UTF-8 without one"));
        }
        return startsWith(text, 0xff, 0xfe) || startsWith(text, 0xfe, 0xff)
                ? Optional.of(new JsonProblem(0, "the text is UTF-16; save it as UTF-8"))
                : Optional.empty();
    }

    private static boolean startsWith(byte[] text, int... bytes) {
        boolean starts = text.length >= bytes.length;
        for (int i = 0; starts && i < bytes.length; i++) {
            starts = (text[i] & BYTE) == bytes[i];
        }
        return starts;
    }

    private static Optional<JsonProblem> malformed(byte[] text) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer input = ByteBuffer.wrap(text);
        if (!decoder.decode(input, CharBuffer.allocate(text.length), true).isError()) {
            return Optional.empty();
        }
        int at = input.position();
        String digits = HexFormat.of().withUpperCase().toHexDigits(text[at]);
        return Optional.of(new JsonProblem(at, "byte 0x" + digits + " is not UTF-8; save the text as UTF-8"));
    }
}
