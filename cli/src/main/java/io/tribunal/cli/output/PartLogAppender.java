package io.tribunal.cli.output;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.tribunal.deployment.process.PartContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Writes the log lines of each part that runs in this process to the part's file, and all others to the console. */
public final class PartLogAppender extends ConsoleAppender<ILoggingEvent> {
    private final Map<Path, PartLog> files = new ConcurrentHashMap<>();

    /** A file that is opened by its first line. Thread-safe. */
    private static final class PartLog {
        private final Path path;
        private @Nullable OutputStream stream;

        PartLog(Path path) {
            this.path = path;
        }

        synchronized void write(byte[] line) throws IOException {
            if (stream == null) {
                stream = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            stream.write(line);
        }

        synchronized void close() throws IOException {
            if (stream != null) {
                stream.close();
            }
        }
    }

    @Override
    protected void subAppend(ILoggingEvent event) {
        Optional<Path> log = PartContext.logOfThisThread();
        if (log.isEmpty()) {
            super.subAppend(event);
            return;
        }
        try {
            files.computeIfAbsent(log.get(), PartLog::new).write(encoder.encode(event));
        } catch (IOException e) {
            addError("cannot write " + log.get(), e);
        }
    }

    @Override
    public void stop() {
        super.stop();
        for (PartLog file : files.values()) {
            try {
                file.close();
            } catch (IOException e) {
                addError("cannot close " + file.path, e);
            }
        }
    }
}
