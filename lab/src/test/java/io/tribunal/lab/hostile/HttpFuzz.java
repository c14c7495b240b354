package io.tribunal.lab.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Sends malformed requests to an HTTP server on loopback. The same seed sends the same. */
final class HttpFuzz {
    private static final int PATIENCE_MS = 10_000;
    private static final int MAX_NOISE = 40;
    private static final int LONG_FIELD = 40_000;
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "get", "", "G\u0000T", "PROPFIND".repeat(9));
    private static final List<String> VERSIONS = List.of(" HTTP/1.1", " HTTP/1.0", " HTTP/2", " HTTP/", "", " \u0001");
    private static final List<String> PIECES = List.of(
            "/", "//", "%", "%0", "%00", "%2F", "%ff", "..", "?", "&", "=", "a", "\u00e4", " ", "\t", "\r", "\n",
            "\u0000");

    private final int port;
    private final Random random;
    private final List<String> paths;

    HttpFuzz(int port, long seed, List<String> paths) {
        this.port = port;
        this.random = new Random(seed);
        this.paths = paths;
    }

    /** One request, of which the end may be missing; what the server answered, empty if it only closed. */
    String send() throws IOException {
        byte[] request = request().getBytes(StandardCharsets.ISO_8859_1);
        int length = random.nextInt(4) == 0 ? random.nextInt(request.length + 1) : request.length;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            OutputStream out = socket.getOutputStream();
            out.write(request, 0, length);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException closedEarly) {
            return "";
        }
    }

    private String request() {
        String body = noise();
        return one(METHODS) + " " + target() + one(VERSIONS) + "\r\n" + fields(body.length()) + "\r\n" + body;
    }

    private String target() {
        String path = one(paths);
        int cut = random.nextInt(path.length() + 1);
        return random.nextBoolean() ? path : path.substring(0, cut) + noise() + path.substring(cut);
    }

    private String fields(int bodyLength) {
        return switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> "Content-Length: " + random.nextLong() + "\r\n";
            case 2 -> "Content-Length: 1\r\nContent-Length: 2\r\n";
            case 3 -> "Transfer-Encoding: chunked\r\n";
            case 4 -> "a: " + "b".repeat(random.nextInt(LONG_FIELD)) + "\r\n";
            case 5 -> "a: b\r\n".repeat(random.nextInt(LONG_FIELD / 6));
            case 6 -> noise() + "\r\n";
            default -> "Content-Length: " + bodyLength + "\r\n";
        };
    }

    private String noise() {
        StringBuilder noise = new StringBuilder();
        for (int left = random.nextInt(MAX_NOISE); left > 0; left--) {
            noise.append(random.nextInt(3) == 0 ? String.valueOf((char) random.nextInt(256)) : one(PIECES));
        }
        return noise.toString();
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
