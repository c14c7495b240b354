package io.tribunal.cli.conformance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lines of a stream as they come, few at a time and none longer than {@link #LONGEST} bytes. */
final class Lines {
    static final int LONGEST = 64 << 20;
    private static final int AHEAD = 4;
    private static final String END = "";

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(AHEAD);
    private volatile boolean tooLong;

    private Lines() {}

    static Lines of(InputStream stream) {
        Lines lines = new Lines();
        Thread.ofPlatform().daemon().name("probe-answers").start(() -> lines.read(new BufferedInputStream(stream)));
        return lines;
    }

    private void read(InputStream stream) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int next = stream.read(); next >= 0 && !tooLong; next = stream.read()) {
                if (next != '\n') {
                    line.write(next);
                    tooLong = line.size() > LONGEST;
                } else if (line.size() > 0) {
                    lines.put(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                }
            }
        } catch (IOException closed) {
            line.reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    /** Nothing more is waited for. */
    void end() {
        boolean unused = lines.offer(END);
    }

    /** The next line, or empty when there is none in time. */
    Optional<String> next(Duration patience) {
        try {
            return Optional.ofNullable(lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS))
                    .filter(line -> !line.equals(END));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Whether a line has come that nobody has waited for. */
    boolean hasUnasked() {
        String first = lines.peek();
        return first != null && !first.equals(END);
    }

    boolean isTooLong() {
        return tooLong;
    }
}
