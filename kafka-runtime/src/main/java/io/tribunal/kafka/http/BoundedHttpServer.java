package io.tribunal.kafka.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 server for health checks, queries and development tools: one request a connection, each on a thread of its own. No
 * client can stop it for others, hold a connection longer than the limits say, or make it use more memory than they allow.
 */
public final class BoundedHttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedHttpServer.class);
    private static final int BACKLOG = 1 << 10;
    private static final int SWEEP_MS = 250;
    /** A closed connection keeps its thread until the service returns. */
    private static final int THREADS_PER_CONNECTION = 2;

    private static final long THREAD_PATIENCE_MS = 200;

    private final ServerSocket listening;
    private final HttpLimits limits;
    private final HttpService service;
    private final OpenConnections open;
    private final Semaphore threads;
    private final ThreadFactory factory =
            Thread.ofPlatform().daemon().name("http-", 0).factory();

    private BoundedHttpServer(ServerSocket listening, HttpLimits limits, HttpService service) {
        this.listening = listening;
        this.limits = limits;
        this.service = service;
        this.open = new OpenConnections(limits.connections());
        this.threads = new Semaphore(limits.connections() * THREADS_PER_CONNECTION);
    }

    /**
     * Listens and answers from now on.
     *
     * @param address with port 0 for any free port
     * @param setting that the address comes from, for messages
     * @throws BindException that names the port and the setting if the port cannot be had
     */
    public static BoundedHttpServer start(
            InetSocketAddress address, String setting, HttpLimits limits, HttpService service) throws IOException {
        BoundedHttpServer server = new BoundedHttpServer(listen(address, setting), limits, service);
        server.factory.newThread(server::acceptAll).start();
        return server;
    }

    private static ServerSocket listen(InetSocketAddress address, String setting) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(address, BACKLOG);
            return socket;
        } catch (IOException e) {
            socket.close();
            BindException named = new BindException("port " + address.getPort() + " (" + setting + ") cannot be used: "
                    + e.getMessage() + "; stop the process that has it, or set another port");
            named.initCause(e);
            throw named;
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Where it listens; any address if it is the wildcard. */
    public InetAddress address() {
        return listening.getInetAddress();
    }

    /** How many are open. */
    int connections() {
        return open.size();
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                accept();
            } catch (SocketTimeoutException sweep) {
                LOG.trace("event=http_sweep connections={}", connections());
            } catch (IOException e) {
                makeRoom(e);
            }
            open.closeOlderThan(System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(limits.connectionMs()));
        }
    }

    /** Wakes up while there are connections that may grow too old. */
    private void accept() throws IOException {
        listening.setSoTimeout(connections() == 0 ? 0 : SWEEP_MS);
        Socket socket = listening.accept();
        long now = System.nanoTime();
        open.add(socket, now);
        if (!hasThread()) {
            open.close(socket);
            return;
        }
        factory.newThread(() -> serve(socket, now)).start();
    }

    private boolean hasThread() {
        try {
            return threads.tryAcquire(THREAD_PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void serve(Socket socket, long openedNanos) {
        try {
            new Exchange(socket, openedNanos, limits, service).run();
        } catch (IOException left) {
            LOG.trace("event=http_client_left error=\"{}\"", left.toString());
        } finally {
            open.close(socket);
            threads.release();
        }
    }

    /** The process may have no file descriptor left. */
    private void makeRoom(IOException failure) {
        if (!(failure instanceof SocketException && listening.isClosed())) {
            LOG.warn("event=http_accept_failed error=\"{}\"", failure.toString());
            open.closeAll();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SWEEP_MS));
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            LOG.debug("event=http_close_failed error=\"{}\"", e.toString());
        }
        open.closeAll();
    }
}
