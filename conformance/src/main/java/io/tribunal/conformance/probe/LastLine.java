package io.tribunal.conformance.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads a stream so that nobody is held up by it, and keeps the beginning of its last line. */
final class LastLine {
    private static final int LONGEST = 200;

    private volatile String last = "";

    private LastLine() {}

    static LastLine of(InputStream stream) {
        LastLine kept = new LastLine();
        Thread.ofPlatform().daemon().name("probe-complaints").start(() -> kept.read(stream));
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

    /** For the end of a sentence. */
    String text() {
        return last.isEmpty() ? "" : "; its last words: " + last;
    }
}
