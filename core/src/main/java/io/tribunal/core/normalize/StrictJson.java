package io.tribunal.core.normalize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.policy.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads JSON as the protocol allows it and nothing else (PROTOCOL 4 and 6): valid UTF-8 without a byte order mark, no name
 * twice in an object, no lone surrogates raw or escaped, nesting up to 32, numbers up to 64 characters, nothing after
 * the value. Time and memory are linear in the input's length.
 */
public final class StrictJson {
    /** Without name tables: they are shared between parsers, so an earlier text could change a later one's fate. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.MAX_JSON_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final char REPLACEMENT = '\uFFFD';

    private StrictJson() {}

    /** The one value that the text holds, or empty when the text breaks a rule. */
    public static Optional<JsonValue> parse(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(decode(utf8))) {
            return Optional.of(JsonTreeReader.readOnly(parser));
        } catch (IOException | InadmissibleJson e) {
            return Optional.empty();
        }
    }

    /** The bytes that a request body of this meaning must have, or empty when no body may say this. */
    public static Optional<Bytes> canonicalBody(byte[] utf8) {
        return parse(utf8)
                .flatMap(value -> CanonicalJson.write(value, NumberGrammar.INTEGERS))
                .filter(bytes -> bytes.length() <= Limits.MAX_JSON_BODY);
    }

    /** Whether a request body of type application/json is admitted: at most 64 KiB and its own canonical form (PROTOCOL 4). */
    public static boolean isCanonicalBody(byte[] body) {
        return body.length <= Limits.MAX_JSON_BODY
                && (PlainJson.isCanonical(body)
                        || canonicalBody(body)
                                .filter(canonical -> Arrays.equals(canonical.array(), body))
                                .isPresent());
    }

    /** A text without a replacement character was well formed; one that has it may hold it rightly. */
    private static String decode(byte[] utf8) throws IOException {
        String text = new String(utf8, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0
                ? text
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(utf8))
                        .toString();
    }
}
