package io.tribunal.bridge.stdio;

import io.tribunal.core.identity.Bytes;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Sends frames to a program and reads one frame as the answer to each, in the same order. Callers do not wait for the program to
 * read. Only a limited number of requests is sent ahead, so that a signature need not wait for all of them.
 */
final class ProgramChannel implements AutoCloseable {
    private static final int WINDOW = 16;
    private static final int TO_LOWER_CASE = 'a' - 'A';

    private final DataOutputStream toProgram;
    private final DataInputStream fromProgram;
    private final Consumer<String> lost;
    private final Deque<PendingFrame> waiting = new ArrayDeque<>();
    private final Deque<PendingFrame> urgent = new ArrayDeque<>();
    private final Deque<PendingFrame> unanswered = new ArrayDeque<>();
    private long progressAt;
    private boolean closed;

    private record PendingFrame(Frame frame, CompletableFuture<Bytes> answer) {}

    /**
     * Starts to read and write.
     *
     * @param lost gets the reason, once or more often, when there will be no more answers
     */
    ProgramChannel(String name, OutputStream toProgram, InputStream fromProgram, Consumer<String> lost) {
        this.toProgram = new DataOutputStream(new BufferedOutputStream(toProgram));
        this.fromProgram = new DataInputStream(new BufferedInputStream(fromProgram));
        this.lost = lost;
        Thread.ofPlatform().daemon().name(name + "-writer").start(this::write);
        Thread.ofPlatform().daemon().name(name + "-reader").start(this::read);
    }

    /** Sends a frame after all waiting ones; gives the payload of its answer. */
    synchronized CompletableFuture<Bytes> request(char type, Bytes payload) {
        return enqueue(waiting, type, payload);
    }

    /** Sends a frame before all waiting ones; gives the payload of its answer. */
    synchronized CompletableFuture<Bytes> requestFirst(char type, Bytes payload) {
        return enqueue(urgent, type, payload);
    }

    private CompletableFuture<Bytes> enqueue(Deque<PendingFrame> queue, char type, Bytes payload) {
        PendingFrame pending = new PendingFrame(new Frame(type, payload), new CompletableFuture<>());
        queue.add(pending);
        notifyAll();
        return pending.answer();
    }

    /** Whether an answer is missing and the program has sent none for that time. */
    synchronized boolean isOverdue(long nanos) {
        return !unanswered.isEmpty() && System.nanoTime() - progressAt > nanos;
    }

    /** Sends nothing more; frames without an answer get none. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void write() {
        try {
            while (true) {
                next().frame().write(toProgram);
            }
        } catch (IOException e) {
            lost.accept("does not read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized PendingFrame next() throws InterruptedException {
        while (!closed && urgent.isEmpty() && (waiting.isEmpty() || unanswered.size() >= WINDOW)) {
            wait();
        }
        if (closed) {
            throw new InterruptedException();
        }
        PendingFrame next = urgent.isEmpty() ? waiting.removeFirst() : urgent.removeFirst();
        if (unanswered.isEmpty()) {
            progressAt = System.nanoTime();
        }
        unanswered.add(next);
        return next;
    }

    private void read() {
        try {
            while (true) {
                Frame frame = Frame.read(fromProgram);
                PendingFrame pending = nextUnanswered();
                if (frame.type() != pending.frame().type() + TO_LOWER_CASE) {
                    throw new ProtocolException(
                            "answers " + pending.frame().type() + " with a frame of type " + (int) frame.type());
                }
                pending.answer().complete(frame.payload());
            }
        } catch (EOFException e) {
            lost.accept("has closed its output");
        } catch (IOException e) {
            lost.accept(String.valueOf(e.getMessage()));
        }
    }

    private synchronized PendingFrame nextUnanswered() throws ProtocolException {
        PendingFrame pending = unanswered.poll();
        if (pending == null) {
            throw new ProtocolException("sends a frame without a request");
        }
        progressAt = System.nanoTime();
        notifyAll();
        return pending;
    }
}
