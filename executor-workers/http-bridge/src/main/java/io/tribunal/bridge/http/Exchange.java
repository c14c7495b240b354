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
 * One request on one connection of its own: nothing is repeated, redirected, unpacked or kept behind the caller's back, and
 * no connection can die of age between two requests. When time is up the connection is closed, whatever it is doing.
 */
final class Exchange implements AutoCloseable {
    private final ScheduledThreadPoolExecutor alarm = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("http-alarm").daemon().factory());

    Exchange() {
        alarm.setRemoveOnCancelPolicy(true);
    }

    /** Nothing was sent: whoever asks again does no harm. */
    static final class NotSentException extends IOException {
        private static final long serialVersionUID = 1;

        NotSentException(IOException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    /**
     * The whole response.
     *
     * @throws IOException when there is none within the time and the bounds
     */
    Reply send(Endpoint endpoint, Message message, Duration timeout) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        try (Socket socket = new Socket()) {
            Future<?> bell = alarm.schedule(() -> interrupt(socket, late), timeout.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return send(connected(socket, endpoint), message);
            } catch (NotSentException e) {
                throw e;
            } catch (IOException e) {
                throw late.get() ? new IOException("no whole response within " + timeout.toMillis() + " ms", e) : e;
            } finally {
                bell.cancel(false);
            }
        }
    }

    private static @Nullable Void interrupt(Socket socket, AtomicBoolean late) throws IOException {
        late.set(true);
        socket.close();
        return null;
    }

    private Reply send(Socket socket, Message message) throws IOException {
        OutputStream output = socket.getOutputStream();
        output.write(message.bytes().array());
        output.flush();
        return new ReplyReader(socket.getInputStream()).read();
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
        alarm.shutdownNow();
    }
}
