package io.tribunal.worker.process;

import io.tribunal.kafka.process.LogText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a program's log output line by line into this process's log. It never stops reading, so that the program does not block;
 * long lines are cut, and most lines of a flood are dropped.
 */
public final class ProgramLog implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramLog.class);
    private static final int LONGEST_LINE = 1_000;
    private static final int LINES_PER_SECOND = 20;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final String name;
    private final InputStream stream;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private long second = System.nanoTime();
    private int lines;
    private long dropped;

    private ProgramLog(String name, InputStream stream) {
        this.name = name;
        this.stream = stream;
    }

    /** Reads the stream on a thread of its own until it ends. */
    public static void follow(String name, InputStream stream) {
        Thread.ofVirtual().name(name + "-log").start(new ProgramLog(name, stream));
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8192];
        try (stream) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    take(buffer[i]);
                }
            }
        } catch (IOException e) {
            LOG.debug("event=program_log_ended program={}", name, e);
        }
        log();
    }

    private void take(byte next) {
        if (next == '\n') {
            log();
        } else if (length < LONGEST_LINE) {
            line[length++] = next;
        }
    }

    private void log() {
        String text = new String(line, 0, length, StandardCharsets.UTF_8).strip();
        length = 0;
        if (text.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        if (now - second >= NANOS_PER_SECOND) {
            second = now;
            lines = 0;
        }
        if (++lines <= LINES_PER_SECOND) {
            LOG.info(
                    "event=program_says program={} dropped_before={} line=\"{}\"",
                    name,
                    dropped,
                    LogText.escaped(text));
            dropped = 0;
        } else {
            dropped++;
        }
    }
}
