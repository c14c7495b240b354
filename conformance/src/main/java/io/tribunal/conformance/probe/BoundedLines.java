package io.tribunal.conformance.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** BoundedLines of a stream as they come, few at a time and none longer than {@link #LONGEST} bytes. */
final class BoundedLines {
    static final int LONGEST = 64 << 20;
    private static final int AHEAD = 4;
    private static final long CHECK_MS = 200;
    private static final int BUFFER = 64 << 10;
    private static final String END = "";

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(AHEAD);
    private volatile boolean tooLong;
    private volatile boolean abandoned;

    private BoundedLines() {}

    static BoundedLines of(InputStream stream) {
        BoundedLines lines = new BoundedLines();
        Thread.ofPlatform().daemon().name("probe-answers").start(() -> lines.read(stream));
        return lines;
    }

    private void read(InputStream stream) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        try {
            for (int count = stream.read(buffer); count >= 0 && !tooLong; count = stream.read(buffer)) {
                split(buffer, count, line);
            }
        } catch (IOException closed) {
            line.reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    private void split(byte[] buffer, int count, ByteArrayOutputStream line) throws InterruptedException {
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                line.write(buffer, from, i - from);
                from = i + 1;
                put(line);
            }
        }
        line.write(buffer, from, count - from);
        tooLong = line.size() > LONGEST;
    }

    private void put(ByteArrayOutputStream line) throws InterruptedException {
        if (line.size() > 0) {
            String text = line.toString(StandardCharsets.UTF_8);
            boolean taken = lines.offer(text);
            while (!taken && !abandoned) {
                taken = lines.offer(text, CHECK_MS, TimeUnit.MILLISECONDS);
            }
        }
        line.reset();
    }

    /** Ends the wait for a line. */
    void end() {
        boolean unused = lines.offer(END);
    }

    /** The next line, or empty if none comes in time. */
    Optional<String> next(Duration patience) {
        try {
            return Optional.ofNullable(lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS))
                    .filter(line -> !line.equals(END));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Whether a line has come before a question was asked. */
    boolean hasUnrequested() {
        String first = lines.peek();
        return first != null && !first.equals(END);
    }

    /** Stops reading; further lines are discarded. */
    void abandon() {
        abandoned = true;
    }

    boolean isTooLong() {
        return tooLong;
    }
}
