package io.tribunal.cli.input;

import io.tribunal.core.normalize.JsonProblem;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;

/** Files that the user names as input. One that cannot be read is a usage error, whichever command reads it. */
public final class InputFile {
    private InputFile() {}

    /**
     * The file's bytes.
     *
     * @throws UserError with exit code 2 that names the file and why it cannot be read
     */
    public static byte[] read(Path file) {
        if (Files.isDirectory(file)) {
            throw unreadable(file, "it is a directory");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, why(e));
        }
    }

    private static UserError unreadable(Path file, String why) {
        return new UserError(ExitCode.USAGE, "cannot read " + file + ": " + why);
    }

    /** What kept a file from being read or written, in the same words on every system. */
    public static String why(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "there is no such file or directory";
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException exists -> "it exists already";
            case NotDirectoryException file -> "it is no directory";
            default -> String.valueOf(failure.getMessage());
        };
    }

    /**
     * The text of a file in UTF-8.
     *
     * @throws UserError with exit code 2 that names the line and column of the first byte that is not UTF-8
     */
    static String text(String name, byte[] content) {
        JsonProblem.encoding(content).ifPresent(problem -> {
            throw new UserError(ExitCode.USAGE, name + ":" + place(content, problem.offset()) + ": " + problem.what());
        });
        return new String(content, StandardCharsets.UTF_8);
    }

    private static String place(byte[] content, int offset) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < offset; i++) {
            if (content[i] == '\n') {
                line++;
                start = i + 1;
            }
        }
        return line + ":" + column(Arrays.copyOfRange(content, start, content.length), offset - start);
    }

    /** The column of a byte in a line of UTF-8, in characters from 1. */
    static int column(byte[] line, int offset) {
        String before = new String(line, 0, offset, StandardCharsets.UTF_8);
        return before.codePointCount(0, before.length()) + 1;
    }
}
