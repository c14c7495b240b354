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

/** A service that the bridge starts for one run: a process of its own, with an empty state or a verified one. */
final class OwnHost implements Host {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 16;
    private static final long POLL_MS = 20;
    /** One that cannot have its port ends within this time; until then somebody else may be answering there. */
    private static final Duration SETTLING = Duration.ofMillis(300);

    private final HttpConfig config;
    private final String command;
    private final int partition;
    private final Optional<VerifiedSnapshot> snapshot;
    private final Exchange exchange;
    private final Duration delay;
    private volatile @Nullable TiedProcess process;
    private volatile boolean closed;

    /**
     * A service that is not started yet.
     *
     * @param delay before it is started
     */
    OwnHost(
            HttpConfig config,
            String command,
            int partition,
            Optional<VerifiedSnapshot> snapshot,
            Exchange exchange,
            Duration delay) {
        this.config = config;
        this.command = command;
        this.partition = partition;
        this.snapshot = snapshot;
        this.exchange = exchange;
        this.delay = delay;
    }

    @Override
    public Reached reach() throws IOException, InterruptedException {
        Thread.sleep(delay);
        int port = freePort();
        byte[] secret = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(secret);
        Reached reached =
                new Reached(Endpoint.of(config.url(), port), Bytes.wrap(secret).toHex());
        TiedProcess started = start(port, reached.token());
        await(started, reached.endpoint());
        if (snapshot.isPresent()) {
            restore(reached, snapshot.get());
        }
        return reached;
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
        boolean listens = false;
        while (!listens || System.nanoTime() - begin < SETTLING.toNanos()) {
            if (!started.isAlive()) {
                throw new IOException("the service ended as it was started: " + started.fate());
            }
            if (System.nanoTime() - begin > config.startTimeout().toNanos()) {
                throw new IOException("the service takes no connections on port " + endpoint.port() + " after "
                        + config.startTimeout().toMillis() + " ms");
            }
            listens = listens || takesConnections(endpoint);
            Thread.sleep(POLL_MS);
        }
    }

    private static boolean takesConnections(Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), (int) SETTLING.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void restore(Reached reached, VerifiedSnapshot verified) throws IOException {
        Endpoint endpoint = reached.endpoint().at(config.restorePath().orElseThrow());
        byte[] lines = WriteList.lines(verified.state().entries());
        Reply reply = exchange.send(endpoint, Message.restore(lines, endpoint, reached.token()), config.startTimeout());
        if (!reply.isDone()) {
            throw new IOException("the service does not take the state: status " + reply.status());
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
    public boolean isOwn() {
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
