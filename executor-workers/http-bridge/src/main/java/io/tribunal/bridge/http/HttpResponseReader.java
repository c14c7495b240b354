package io.tribunal.bridge.http;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.policy.Limits;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one HTTP/1.1 response (RFC 9112), the last one of its connection, within size limits. A body that is too long for a
 * response of the protocol is read only one byte beyond the limit.
 */
final class HttpResponseReader {
    /** Enough for all writes of an answer, in base64. */
    private static final int MAX_HEAD = 704 << 10;

    private static final int MAX_BODY = Limits.MAX_RESPONSE_BYTES;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})(?: .*)?");
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");
    private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]{1,7})[ \t]*(?:;.*)?");
    private static final int HEX = 16;
    private static final int CONTINUES = 100;

    private final InputStream stream;
    private int headBytes;

    HttpResponseReader(InputStream stream) {
        this.stream = new BufferedInputStream(stream);
    }

    /**
     * The response.
     *
     * @throws IOException when it is incomplete, exceeds a limit, or is not HTTP
     */
    HttpResponse read() throws IOException {
        int status = status();
        List<Field> fields = fields();
        while (status / 100 * 100 == CONTINUES) {
            status = status();
            fields = fields();
        }
        return new HttpResponse(
                status,
                String.join(", ", values(fields, "content-type")),
                String.join(",", values(fields, "tribunal-writes")),
                body(status, fields));
    }

    private record Field(String name, String value) {}

    private int status() throws IOException {
        Matcher line = STATUS_LINE.matcher(line());
        if (!line.matches()) {
            throw new ProtocolException("not an HTTP status line");
        }
        return Integer.parseInt(line.group(1));
    }

    private List<Field> fields() throws IOException {
        List<Field> fields = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                throw new ProtocolException("bad header line");
            }
            fields.add(new Field(field.group(1).toLowerCase(Locale.ROOT), field.group(2)));
        }
        return fields;
    }

    private static List<String> values(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .toList();
    }

    private Bytes body(int status, List<Field> fields) throws IOException {
        List<String> encodings = values(fields, "transfer-encoding");
        List<String> lengths = values(fields, "content-length");
        if (status == 204 || status == 304) {
            return Bytes.EMPTY;
        }
        if (!encodings.isEmpty()) {
            if (!lengths.isEmpty() || !encodings.equals(List.of("chunked"))) {
                throw new ProtocolException("unknown transfer coding");
            }
            return chunked();
        }
        OptionalInt length = length(lengths);
        return length.isPresent() ? exactly(length.getAsInt()) : untilEnd();
    }

    private static OptionalInt length(List<String> lengths) throws ProtocolException {
        if (lengths.isEmpty()) {
            return OptionalInt.empty();
        }
        if (lengths.stream().distinct().count() > 1
                || !LENGTH.matcher(lengths.get(0)).matches()) {
            throw new ProtocolException("bad content length");
        }
        return OptionalInt.of(Integer.parseInt(lengths.get(0)));
    }

    private Bytes exactly(int length) throws IOException {
        int wanted = Math.min(length, MAX_BODY + 1);
        byte[] body = stream.readNBytes(wanted);
        if (body.length < wanted) {
            throw new ProtocolException("body ends after " + body.length + " of " + length + " bytes");
        }
        return Bytes.wrap(body);
    }

    private Bytes untilEnd() throws IOException {
        return Bytes.wrap(stream.readNBytes(MAX_BODY + 1));
    }

    private Bytes chunked() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(exactly(size).array());
            if (body.size() > MAX_BODY) {
                return Bytes.wrap(body.toByteArray());
            }
            if (!line().isEmpty()) {
                throw new ProtocolException("bad chunk");
            }
        }
        fields();
        return Bytes.wrap(body.toByteArray());
    }

    private int chunkSize() throws IOException {
        Matcher size = CHUNK_SIZE.matcher(line());
        if (!size.matches()) {
            throw new ProtocolException("bad chunk size");
        }
        return Integer.parseInt(size.group(1), HEX);
    }

    /** A line without its end; all lines together stay within the limit of a head. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        for (int next = stream.read(); next != '\n'; next = stream.read()) {
            if (next < 0) {
                throw new ProtocolException("connection closed within the head");
            }
            if (++headBytes > MAX_HEAD) {
                throw new ProtocolException("head of more than " + MAX_HEAD + " bytes");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
