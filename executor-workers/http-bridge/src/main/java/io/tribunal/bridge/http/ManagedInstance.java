package io.tribunal.bridge.http;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.worker.process.ProgramLog;
import io.tribunal.worker.process.TiedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service that the bridge starts for one run: a separate process, with an empty state or a verified snapshot. */
final class ManagedInstance implements ServiceInstance {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 16;
    private static final long POLL_MS = 20;
    /** A service whose port is in use ends within this time; until then another process may be answering on the port. */
    private static final Duration PORT_CONFLICT_TIME = Duration.ofMillis(300);

    private final HttpConfig config;
    private final String command;
    private final int partition;
    private final Optional<VerifiedSnapshot> snapshot;
    private final OneShotHttpClient client;
    private final Duration delay;
    private volatile @Nullable TiedProcess process;
    private volatile boolean closed;

    /**
     * A service that is not started yet.
     *
     * @param delay before it is started
     */
    ManagedInstance(
            HttpConfig config,
            String command,
            int partition,
            Optional<VerifiedSnapshot> snapshot,
            OneShotHttpClient client,
            Duration delay) {
        this.config = config;
        this.command = command;
        this.partition = partition;
        this.snapshot = snapshot;
        this.client = client;
        this.delay = delay;
    }

    @Override
    public Address awaitReady() throws IOException, InterruptedException {
        Thread.sleep(delay);
        int port = freePort();
        byte[] secret = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(secret);
        Address address =
                new Address(Endpoint.of(config.url(), port), Bytes.wrap(secret).toHex());
        TiedProcess started = start(port, address.token());
        await(started, address.endpoint());
        if (snapshot.isPresent()) {
            restore(address, snapshot.get());
        }
        return address;
    }

    private TiedProcess start(int port, String token) throws IOException {
        Path directory = Files.createTempDirectory("tribunal-http-" + partition + "-");
        TiedProcess started = TiedProcess.start(
                command,
                Map.of(
                        "TRIBUNAL_PORT", Integer.toString(port),
                        "TRIBUNAL_PARTITION", Integer.toString(partition),
                        "TRIBUNAL_STATE_DIRECTORY", directory.toString(),
                        "TRIBUNAL_TOKEN", token),
                directory);
        synchronized (this) {
            process = started;
            if (closed) {
                started.close();
                throw new IOException("closed while it started");
            }
        }
        ProgramLog.follow("service-" + partition, started.output());
        ProgramLog.follow("service-" + partition, started.errors());
        return started;
    }

    private void await(TiedProcess started, Endpoint endpoint) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        boolean accepts = false;
        while (!accepts || System.nanoTime() - begin < PORT_CONFLICT_TIME.toNanos()) {
            if (!started.isAlive()) {
                throw new IOException("the service ended during its start: " + started.status());
            }
            if (System.nanoTime() - begin > config.startTimeout().toNanos()) {
                throw new IOException("the service accepts no connections on port " + endpoint.port() + " after "
                        + config.startTimeout().toMillis() + " ms");
            }
            accepts = accepts || acceptsConnections(endpoint);
            Thread.sleep(POLL_MS);
        }
    }

    private static boolean acceptsConnections(Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(endpoint.host(), endpoint.port()), (int) PORT_CONFLICT_TIME.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void restore(Address address, VerifiedSnapshot verified) throws IOException {
        Endpoint endpoint = address.endpoint().at(config.restorePath().orElseThrow());
        byte[] lines = WriteList.lines(verified.state().entries());
        HttpResponse response =
                client.send(endpoint, HttpRequest.restore(lines, endpoint, address.token()), config.startTimeout());
        if (!response.isDone()) {
            throw new IOException("the service does not accept the snapshot: status " + response.status());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public boolean isAlive() {
        TiedProcess started = process;
        return started != null && started.isAlive();
    }

    @Override
    public boolean isManaged() {
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        TiedProcess started = process;
        if (started != null) {
            started.close();
        }
    }
}
