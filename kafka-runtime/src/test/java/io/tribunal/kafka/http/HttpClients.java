package io.tribunal.kafka.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Raw connections to one server on loopback, closed together. */
final class HttpClients implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;
    private static final String PROBE = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final int port;
    private final List<Socket> open = new ArrayList<>();

    HttpClients(int port) {
        this.port = port;
    }

    /** Connects and sends the text as it is. */
    Socket send(String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        open.add(socket);
        socket.setSoTimeout(PATIENCE_MS);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** What the server answers until it closes. */
    String answer(String request) throws IOException {
        try (Socket socket = send(request)) {
            return received(socket);
        }
    }

    String probe() throws IOException {
        return answer(PROBE);
    }

    static String received(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }
}
