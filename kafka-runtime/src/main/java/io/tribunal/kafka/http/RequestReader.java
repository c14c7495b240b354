package io.tribunal.kafka.http;

import io.tribunal.core.identity.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads one HTTP/1.x request (RFC 9112) within the limits. Bodies have a Content-Length; chunked ones are refused. */
final class RequestReader {
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,16}");
    private static final Pattern TARGET = Pattern.compile("/[!-~]*");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final long NO_LENGTH = -1;

    private final InputStream in;
    private final HttpLimits limits;
    private int headBytes;
    private long contentLength = NO_LENGTH;

    RequestReader(InputStream in, HttpLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /**
     * Reads the request.
     *
     * @throws IOException when the connection ends or the time is over before the request is complete
     */
    HttpRequest read() throws IOException, RefusedRequest {
        String[] start = requestLine();
        for (String field = line(); !field.isEmpty(); field = line()) {
            readField(field);
        }
        String target = start[1];
        int question = target.indexOf('?');
        return new HttpRequest(
                start[0],
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                body());
    }

    private String[] requestLine() throws IOException, RefusedRequest {
        String[] parts = line().split(" ", -1);
        if (parts.length != 3 || !METHOD.matcher(parts[0]).matches()) {
            throw new RefusedRequest(400, "no request line");
        }
        if (!TARGET.matcher(parts[1]).matches()) {
            throw new RefusedRequest(400, "the path does not begin with / or has characters that must be encoded");
        }
        if (!parts[2].startsWith("HTTP/1.")) {
            throw new RefusedRequest(505, "only HTTP/1.1");
        }
        return parts;
    }

    private void readField(String field) throws RefusedRequest {
        int colon = field.indexOf(':');
        if (colon <= 0) {
            throw new RefusedRequest(400, "a header field without a name");
        }
        String value = field.substring(colon + 1).strip();
        switch (field.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "content-length" -> readLength(value);
            case "transfer-encoding" -> throw new RefusedRequest(501, "only bodies with a Content-Length");
            default -> {}
        }
    }

    private void readLength(String value) throws RefusedRequest {
        if (!LENGTH.matcher(value).matches()) {
            throw new RefusedRequest(400, "Content-Length is no number");
        }
        long length = Long.parseLong(value);
        if (contentLength != NO_LENGTH && contentLength != length) {
            throw new RefusedRequest(400, "two Content-Lengths");
        }
        if (length > limits.bodyBytes()) {
            throw new RefusedRequest(413, "more than " + limits.bodyBytes() + " bytes");
        }
        contentLength = length;
    }

    /** Memory is taken as bytes arrive, not as they are announced. */
    private Bytes body() throws IOException {
        int length = (int) Math.max(contentLength, 0);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        return Bytes.wrap(body);
    }

    private String line() throws IOException, RefusedRequest {
        StringBuilder line = new StringBuilder();
        for (int read = byteOfHead(); read != '\n'; read = byteOfHead()) {
            line.append((char) read);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }

    private int byteOfHead() throws IOException, RefusedRequest {
        int read = in.read();
        if (read < 0) {
            throw new EOFException();
        }
        if (++headBytes > limits.headBytes()) {
            throw new RefusedRequest(431, "more than " + limits.headBytes() + " bytes before the body");
        }
        return read;
    }
}
