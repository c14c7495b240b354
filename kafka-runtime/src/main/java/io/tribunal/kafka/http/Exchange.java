package io.tribunal.kafka.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: a request and its answer. */
record Exchange(Socket socket, long openedNanos, HttpLimits limits, HttpService service) {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final int BUFFER = 1 << 10;
    /** What is read of a refused request, so that its sender gets to read the answer. */
    private static final int DRAINED_BYTES = 1 << 20;

    /** Throws when the other side leaves or takes too long. */
    void run() throws IOException {
        long deadline = openedNanos + TimeUnit.MILLISECONDS.toNanos(limits.requestMs());
        InputStream in = new BufferedInputStream(new DeadlineInput(socket, deadline), BUFFER);
        try {
            HttpRequest request = new RequestReader(in, limits).read();
            boolean head = request.method().equals("HEAD");
            write(answer(head ? asGet(request) : request), !head);
        } catch (RefusedRequest refused) {
            write(refused.reply(), true);
            socket.shutdownOutput();
            in.skipNBytes(DRAINED_BYTES);
        }
    }

    private static HttpRequest asGet(HttpRequest head) {
        return new HttpRequest("GET", head.path(), head.query(), head.body());
    }

    private HttpReply answer(HttpRequest request) {
        try {
            return service.answer(request);
        } catch (RuntimeException e) {
            LOG.error("event=http_request_failed error={}", e.getClass().getName(), e);
            return HttpReply.plain(500, "internal error");
        }
    }

    private void write(HttpReply reply, boolean withBody) throws IOException {
        String head = "HTTP/1.1 " + reply.status() + " " + reason(reply.status()) + "\r\nContent-Type: "
                + reply.contentType() + "\r\nContent-Length: " + reply.body().length()
                + "\r\nConnection: close\r\n\r\n";
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        if (withBody) {
            out.write(reply.body().array());
        }
    }

    private static String reason(int status) {
        return status < 300 ? "OK" : "Error";
    }
}
