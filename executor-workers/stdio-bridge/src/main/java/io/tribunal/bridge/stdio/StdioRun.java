package io.tribunal.bridge.stdio;

import io.tribunal.core.identity.Bytes;
import io.tribunal.kafka.process.LogText;
import io.tribunal.schemas.signing.PublicKeys;
import io.tribunal.worker.Call;
import io.tribunal.worker.Execution;
import io.tribunal.worker.ServiceRun;
import io.tribunal.worker.process.TiedProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One partition's program, from its start to its end. Any violation of the protocol ends it; the partition is then rebuilt. */
final class StdioRun implements ServiceRun {
    private static final Logger LOG = LoggerFactory.getLogger(StdioRun.class);
    private static final byte VERSION = 1;
    private static final char HELLO = 'H';
    private static final char REQUEST = 'R';
    private static final byte EFFECT_ONLY = 0;
    private static final byte TO_BE_SIGNED = 1;

    private final ProgramIdentity identity;
    private final int partition;
    private final Duration timeout;
    /** Requests that came before the program was started. */
    private final Deque<StdioExecution> early = new ArrayDeque<>();

    private @Nullable TiedProcess program;
    private @Nullable ProgramChannel channel;
    private volatile Optional<Bytes> key = Optional.empty();
    private volatile boolean broken;
    private volatile boolean closed;

    StdioRun(ProgramIdentity identity, int partition, Duration timeout, Launch launch) {
        this.identity = identity;
        this.partition = partition;
        this.timeout = timeout;
        Thread.ofVirtual().name("program-" + partition + "-start").start(() -> start(launch));
    }

    private void start(Launch launch) {
        try {
            begin(launch.start());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            lose("cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void begin(TiedProcess started) {
        if (closed) {
            started.close();
            return;
        }
        program = started;
        ProgramChannel opened =
                new ProgramChannel("program-" + partition, started.input(), started.output(), this::lose);
        channel = opened;
        opened.requestFirst(HELLO, hello()).thenAccept(this::receiveKey).exceptionally(this::failed);
        early.forEach(execution -> send(opened, execution));
        early.clear();
    }

    private Bytes hello() {
        byte[] executor = Bytes.utf8(identity.executor().value()).array();
        byte[] deployment = identity.deployment().array();
        return Bytes.wrap(ByteBuffer.allocate(1 + deployment.length + Integer.BYTES + executor.length)
                .put(VERSION)
                .put(deployment)
                .putInt(partition)
                .put(executor)
                .array());
    }

    private void receiveKey(Bytes received) {
        if (PublicKeys.isValid(received)) {
            key = Optional.of(received);
            LOG.info("event=program_ready partition={} key={}", partition, PublicKeys.keyIdOf(received));
        } else {
            lose("says hello without a valid public key of 32 bytes");
        }
    }

    @Override
    public synchronized Execution begin(Call call) {
        StdioExecution execution = new StdioExecution(call, this::lose);
        if (call.needed() && channel != null) {
            send(channel, execution);
        } else if (call.needed()) {
            early.add(execution);
        } else {
            execution.skip();
        }
        return execution;
    }

    private void send(ProgramChannel open, StdioExecution execution) {
        open.request(REQUEST, request(execution.call()))
                .thenAccept(execution::answered)
                .exceptionally(this::failed);
    }

    private @Nullable Void failed(Throwable failure) {
        lose(failure.toString());
        return null;
    }

    private static Bytes request(Call call) {
        return Bytes.wrap(ByteBuffer.allocate(
                        Long.BYTES + Integer.BYTES + 1 + call.value().length())
                .putLong(call.position().offset())
                .putInt(call.maxOutput())
                .put(call.answered() ? EFFECT_ONLY : TO_BE_SIGNED)
                .put(call.value().array())
                .array());
    }

    /** Sends a frame before all waiting requests; empty when there is no program. */
    synchronized Optional<CompletableFuture<Bytes>> requestFirst(char type, Bytes payload) {
        return Optional.ofNullable(channel)
                .filter(open -> !isBroken() && key.isPresent())
                .map(open -> open.requestFirst(type, payload));
    }

    Duration timeout() {
        return timeout;
    }

    /** The program's public key, once it has sent it. */
    Optional<Bytes> key() {
        return key;
    }

    /** Marks the program as failed. */
    void lose(String why) {
        if (!broken && !closed) {
            broken = true;
            LOG.warn("event=program_failed partition={} error=\"{}\"", partition, LogText.escaped(why));
        }
    }

    @Override
    public synchronized boolean isBroken() {
        loseWhenOverdue();
        return broken;
    }

    private void loseWhenOverdue() {
        if (!broken && channel != null && channel.isOverdue(timeout.toNanos())) {
            lose("has sent no answer for " + timeout.toMillis() + " ms");
        }
    }

    @Override
    public synchronized void close() {
        loseWhenOverdue();
        closed = true;
        if (channel != null) {
            channel.close();
        }
        if (program != null) {
            program.close();
        }
    }

    /** For logs and errors. */
    @Override
    public String toString() {
        return "program of partition " + partition;
    }
}
