package io.tribunal.cli;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments of this process as UTF-8, whatever the locale. Java decodes arguments in the charset of the locale and puts
 * replacement characters for what it cannot decode, which would make one name of many. Where that may have happened, the bytes of
 * the command line are decoded again.
 */
final class Utf8Arguments {
    private static final char REPLACEMENT = '\uFFFD';
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private Utf8Arguments() {}

    /**
     * The arguments.
     *
     * @param decoded as Java made them
     * @throws UserError if one is not UTF-8, or if its bytes cannot be found out
     */
    static String[] of(String[] decoded) {
        return isPlain(decoded) ? decoded : of(decoded, commandLine());
    }

    /** @param commandLine the process's arguments, each with a zero byte behind it */
    static String[] of(String[] decoded, byte[] commandLine) {
        List<byte[]> all = split(commandLine);
        int before = all.size() - decoded.length;
        String[] arguments = decoded.clone();
        for (int i = 0; i < arguments.length; i++) {
            if (!isAscii(decoded[i])) {
                arguments[i] = before + i >= 0 ? utf8(i, all.get(before + i)) : known(i, decoded[i]);
            }
        }
        return arguments;
    }

    private static boolean isPlain(String[] decoded) {
        return StandardCharsets.UTF_8.name().equalsIgnoreCase(System.getProperty("sun.jnu.encoding"))
                ? String.join("", decoded).indexOf(REPLACEMENT) < 0
                : isAscii(String.join("", decoded));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** Empty where the system does not tell. */
    private static byte[] commandLine() {
        try {
            return Files.readAllBytes(COMMAND_LINE);
        } catch (IOException unknown) {
            return new byte[0];
        }
    }

    private static List<byte[]> split(byte[] commandLine) {
        List<byte[]> parts = new ArrayList<>();
        int start = 0;
        for (int end = 0; end < commandLine.length; end++) {
            if (commandLine[end] == 0) {
                parts.add(Arrays.copyOfRange(commandLine, start, end));
                start = end + 1;
            }
        }
        return parts;
    }

    /** What Java made of an argument whose bytes cannot be found out, if it lost nothing. */
    private static String known(int index, String decoded) {
        if (decoded.indexOf(REPLACEMENT) >= 0) {
            throw notUtf8(index);
        }
        return decoded;
    }

    private static UserError notUtf8(int index) {
        return new UserError(
                ExitCode.USAGE,
                "argument " + (index + 1) + " is not UTF-8; write it in UTF-8, and set LC_ALL=C.UTF-8 if it is");
    }

    private static String utf8(int index, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw notUtf8(index);
        }
    }
}
