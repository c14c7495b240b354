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

/** One partition's program, from its start to its end. Whatever it does wrong ends it; the partition is then built anew. */
final class StdioRun implements ServiceRun {
    private static final Logger LOG = LoggerFactory.getLogger(StdioRun.class);
    private static final byte VERSION = 1;
    private static final char HELLO = 'H';
    private static final char REQUEST = 'R';
    private static final byte EFFECT_ONLY = 0;
    private static final byte TO_BE_SIGNED = 1;

    private final Identity identity;
    private final int partition;
    private final Duration timeout;
    /** Asked before the program is there. */
    private final Deque<StdioExecution> early = new ArrayDeque<>();

    private @Nullable TiedProcess program;
    private @Nullable Conversation conversation;
    private volatile Optional<Bytes> key = Optional.empty();
    private volatile boolean broken;
    private volatile boolean closed;

    StdioRun(Identity identity, int partition, Duration timeout, Launch launch) {
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
        Conversation opened = new Conversation("program-" + partition, started.input(), started.output(), this::lose);
        conversation = opened;
        opened.urgently(HELLO, hello()).thenAccept(this::greeted).exceptionally(this::failed);
        early.forEach(execution -> hand(opened, execution));
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

    private void greeted(Bytes said) {
        if (PublicKeys.isValid(said)) {
            key = Optional.of(said);
            LOG.info("event=program_ready partition={} key={}", partition, PublicKeys.keyIdOf(said));
        } else {
            lose("says hello without a valid public key of 32 bytes");
        }
    }

    @Override
    public synchronized Execution begin(Call call) {
        StdioExecution execution = new StdioExecution(call, this::lose);
        if (call.needed() && conversation != null) {
            hand(conversation, execution);
        } else if (call.needed()) {
            early.add(execution);
        } else {
            execution.skip();
        }
        return execution;
    }

    private void hand(Conversation open, StdioExecution execution) {
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

    /** A frame before all requests that the program has not been given yet; empty when there is no program. */
    synchronized Optional<CompletableFuture<Bytes>> ask(char type, Bytes payload) {
        return Optional.ofNullable(conversation)
                .filter(open -> !isBroken() && key.isPresent())
                .map(open -> open.urgently(type, payload));
    }

    Duration timeout() {
        return timeout;
    }

    /** The key that the program has said, once it has. */
    Optional<Bytes> key() {
        return key;
    }

    /** Gives the program up. */
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
        if (!broken && conversation != null && conversation.isOverdue(timeout.toNanos())) {
            lose("owes an answer for " + timeout.toMillis() + " ms");
        }
    }

    @Override
    public synchronized void close() {
        loseWhenOverdue();
        closed = true;
        if (conversation != null) {
            conversation.close();
        }
        if (program != null) {
            program.close();
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return "program of partition " + partition;
    }
}
