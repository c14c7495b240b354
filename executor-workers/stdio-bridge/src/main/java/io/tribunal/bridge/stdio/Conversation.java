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
 * Questions to a program and its answers, one frame each, in the same order. Nobody who asks waits for the program to read.
 * Only so many requests are handed over ahead, so that a signature need not wait behind all of them.
 */
final class Conversation implements AutoCloseable {
    private static final int WINDOW = 16;
    private static final int TO_LOWER_CASE = 'a' - 'A';

    private final DataOutputStream toProgram;
    private final DataInputStream fromProgram;
    private final Consumer<String> lost;
    private final Deque<Question> requests = new ArrayDeque<>();
    private final Deque<Question> urgent = new ArrayDeque<>();
    private final Deque<Question> asked = new ArrayDeque<>();
    private long progressAt;
    private boolean closed;

    private record Question(Frame frame, CompletableFuture<Bytes> answer) {}

    /**
     * A conversation that begins now.
     *
     * @param lost told once or more why there will be no more answers
     */
    Conversation(String name, OutputStream toProgram, InputStream fromProgram, Consumer<String> lost) {
        this.toProgram = new DataOutputStream(new BufferedOutputStream(toProgram));
        this.fromProgram = new DataInputStream(new BufferedInputStream(fromProgram));
        this.lost = lost;
        Thread.ofPlatform().daemon().name(name + "-writer").start(this::write);
        Thread.ofPlatform().daemon().name(name + "-reader").start(this::read);
    }

    /** The payload of the answer to come. A request waits its turn. */
    synchronized CompletableFuture<Bytes> request(char type, Bytes payload) {
        return enqueue(requests, type, payload);
    }

    /** The same before all requests that have not been handed over. */
    synchronized CompletableFuture<Bytes> urgently(char type, Bytes payload) {
        return enqueue(urgent, type, payload);
    }

    private CompletableFuture<Bytes> enqueue(Deque<Question> queue, char type, Bytes payload) {
        Question question = new Question(new Frame(type, payload), new CompletableFuture<>());
        queue.add(question);
        notifyAll();
        return question.answer();
    }

    /** Whether the program owes an answer and has sent none for that time. */
    synchronized boolean isOverdue(long nanos) {
        return !asked.isEmpty() && System.nanoTime() - progressAt > nanos;
    }

    /** Asks nothing more; what was asked stays without an answer. */
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

    private synchronized Question next() throws InterruptedException {
        while (!closed && urgent.isEmpty() && (requests.isEmpty() || asked.size() >= WINDOW)) {
            wait();
        }
        if (closed) {
            throw new InterruptedException();
        }
        Question next = urgent.isEmpty() ? requests.removeFirst() : urgent.removeFirst();
        if (asked.isEmpty()) {
            progressAt = System.nanoTime();
        }
        asked.add(next);
        return next;
    }

    private void read() {
        try {
            while (true) {
                Frame frame = Frame.read(fromProgram);
                Question question = answered();
                if (frame.type() != question.frame().type() + TO_LOWER_CASE) {
                    throw new ProtocolException(
                            "answers " + question.frame().type() + " with a frame of type " + (int) frame.type());
                }
                question.answer().complete(frame.payload());
            }
        } catch (EOFException e) {
            lost.accept("has closed its output");
        } catch (IOException e) {
            lost.accept(String.valueOf(e.getMessage()));
        }
    }

    private synchronized Question answered() throws ProtocolException {
        Question question = asked.poll();
        if (question == null) {
            throw new ProtocolException("sends a frame that nobody has asked for");
        }
        progressAt = System.nanoTime();
        notifyAll();
        return question;
    }
}
