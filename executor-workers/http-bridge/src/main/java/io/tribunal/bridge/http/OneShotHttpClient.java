package io.tribunal.bridge.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request on a new connection, exactly once: it does not retry, redirect, decompress or pool connections, so that the
 * caller knows whether a request was sent. It closes the connection when the time is up, in whatever phase it is
 * (docs/adr/0023-the-http-bridges-http-client-is-our-own.md).
 */
final class OneShotHttpClient implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("http-timer").daemon().factory());

    OneShotHttpClient() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Nothing was sent, so the request can be repeated safely. */
    static final class NotSentException extends IOException {
        private static final long serialVersionUID = 1;

        NotSentException(IOException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    /**
     * Sends the request and reads the complete response.
     *
     * @throws IOException when no valid response arrives within the timeout and the size limits
     */
    HttpResponse send(Endpoint endpoint, HttpRequest request, Duration timeout) throws IOException {
        AtomicBoolean timedOut = new AtomicBoolean();
        try (Socket socket = new Socket()) {
            Future<?> timeoutTask =
                    timer.schedule(() -> closeLate(socket, timedOut), timeout.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return send(connected(socket, endpoint), request);
            } catch (NotSentException e) {
                throw e;
            } catch (IOException e) {
                throw timedOut.get()
                        ? new IOException("no complete response within " + timeout.toMillis() + " ms", e)
                        : e;
            } finally {
                timeoutTask.cancel(false);
            }
        }
    }

    private static @Nullable Void closeLate(Socket socket, AtomicBoolean timedOut) throws IOException {
        timedOut.set(true);
        socket.close();
        return null;
    }

    private HttpResponse send(Socket socket, HttpRequest request) throws IOException {
        OutputStream output = socket.getOutputStream();
        output.write(request.bytes().array());
        output.flush();
        return new HttpResponseReader(socket.getInputStream()).read();
    }

    private static Socket connected(Socket socket, Endpoint endpoint) throws NotSentException {
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()));
            return endpoint.secure() ? secured(socket, endpoint) : socket;
        } catch (IOException e) {
            throw new NotSentException(e);
        }
    }

    private static Socket secured(Socket socket, Endpoint endpoint) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secure = (SSLSocket) factory.createSocket(socket, endpoint.host(), endpoint.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
