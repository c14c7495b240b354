package io.tribunal.conformance.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads a stream, so that its writer never blocks, and keeps the beginning of the last line. */
final class LastLine {
    private static final int LONGEST = 200;
    private static final long END_WAIT_MS = 1_000;

    private final Thread reader;
    private volatile String last = "";

    private LastLine(InputStream stream) {
        reader = Thread.ofPlatform().daemon().name("probe-errors").unstarted(() -> read(stream));
    }

    static LastLine of(InputStream stream) {
        LastLine kept = new LastLine(stream);
        kept.reader.start();
        return kept;
    }

    private void read(InputStream stream) {
        StringBuilder line = new StringBuilder();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (int next = reader.read(); next >= 0; next = reader.read()) {
                if (next == '\n' && !line.isEmpty()) {
                    last = line.toString();
                    line.setLength(0);
                } else if (next != '\n' && line.length() < LONGEST) {
                    line.append((char) next);
                }
            }
        } catch (IOException closed) {
            line.setLength(0);
        }
    }

    /** The last line, as the end of a sentence. Waits a moment for the end of the stream. */
    String text() {
        try {
            reader.join(END_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return last.isEmpty() ? "" : "; its last words: " + last;
    }
}
