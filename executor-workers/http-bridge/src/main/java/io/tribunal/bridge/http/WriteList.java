package io.tribunal.bridge.http;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Write;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes of state as text: {@code key:value} puts, {@code key} alone removes; both in base64url without padding (RFC 4648,
 * section 5). A header separates the items by commas, a whole state by line ends.
 */
final class WriteList {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private WriteList() {}

    /**
     * Reads the value of a {@code Tribunal-Writes} header.
     *
     * @throws ProtocolException when it is malformed or writes one key twice
     */
    static List<Write> parse(String header) throws ProtocolException {
        List<Write> writes = new ArrayList<>();
        Set<Bytes> keys = new HashSet<>();
        for (String item : header.split(",", -1)) {
            String text = item.strip();
            if (!text.isEmpty()) {
                Write write = write(text);
                if (!keys.add(write.key())) {
                    throw new ProtocolException("Tribunal-Writes writes one key twice");
                }
                writes.add(write);
            }
        }
        return writes;
    }

    private static Write write(String item) throws ProtocolException {
        int colon = item.indexOf(':');
        return colon < 0
                ? Write.remove(bytes(item))
                : new Write(bytes(item.substring(0, colon)), Optional.of(bytes(item.substring(colon + 1))));
    }

    private static Bytes bytes(String text) throws ProtocolException {
        try {
            return Bytes.wrap(DECODER.decode(text));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("Tribunal-Writes is not base64url");
        }
    }

    /** A whole state, one line for each entry, in the order of the map. */
    static byte[] lines(Map<Bytes, Bytes> entries) {
        StringBuilder lines = new StringBuilder();
        entries.forEach((key, value) -> lines.append(ENCODER.encodeToString(key.array()))
                .append(':')
                .append(ENCODER.encodeToString(value.array()))
                .append('\n'));
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
