package io.tribunal.deployment.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The last lines of a part's log. */
public record LogTail(String text) {
    private static final int BYTES = 32 << 10;
    private static final String MESSAGE = "tribunal: ";

    /** Empty if the log cannot be read. */
    public static LogTail of(Path file) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(Math.max(0, log.length() - BYTES));
            byte[] tail = new byte[(int) Math.min(BYTES, log.length())];
            log.readFully(tail);
            return new LogTail(new String(tail, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new LogTail("");
        }
    }

    /** What a command that ended said last: why it ended. */
    Optional<String> lastMessage() {
        return text.lines()
                .filter(line -> line.startsWith(MESSAGE))
                .reduce((former, last) -> last)
                .map(line -> line.substring(MESSAGE.length()));
    }
}
