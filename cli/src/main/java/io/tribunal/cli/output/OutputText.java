package io.tribunal.cli.output;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.kafka.process.LogText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A body or an output: JSON as it is, another text in quotes, and bytes that are no text in base64. */
final class OutputText {
    private OutputText() {}

    static String of(String contentType, Bytes content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content.array()))
                    .toString();
            return contentType.equals(Normalizer.JSON) ? LogText.json(text) : LogText.quoted(text);
        } catch (CharacterCodingException e) {
            return "base64:" + Base64.getEncoder().encodeToString(content.array());
        }
    }
}
