package io.tribunal.cli.options;

import io.tribunal.core.identity.Hash;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What the values of options may be, and how a wrong one is refused. */
public final class OptionValue {
    private OptionValue() {}

    /** Lets a command tree refuse wrong numbers, files and hashes in plain words. */
    public static CommandLine refusing(CommandLine tribunal) {
        return tribunal.registerConverter(Integer.class, text -> number(text, Integer::valueOf))
                .registerConverter(int.class, text -> number(text, Integer::valueOf))
                .registerConverter(Long.class, text -> number(text, Long::valueOf))
                .registerConverter(long.class, text -> number(text, Long::valueOf))
                .registerConverter(double.class, OptionValue::real)
                .registerConverter(Path.class, OptionValue::path)
                .registerConverter(Hash.class, OptionValue::hash);
    }

    /** Refuses a number below the least that an option may have. */
    public static void requireAtLeast(CommandSpec command, String option, long least, long value) {
        require(command, value >= least, option + " must be " + least + " or more, not " + value);
    }

    /** As {@link #requireAtLeast(CommandSpec, String, long, long)}, for a number with a fraction. */
    public static void requireAtLeast(CommandSpec command, String option, double least, double value) {
        require(command, value >= least, option + " must be " + plain(least) + " or more, not " + plain(value));
    }

    /**
     * Refuses what does not hold.
     *
     * @param message names the option and says what it must be
     */
    public static void require(CommandSpec command, boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), message);
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < Long.MAX_VALUE
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private static <T> T number(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(
                    text.matches("[+-]?[0-9]+")
                            ? text + " is too large a number"
                            : "'" + text + "' is not a whole number");
        }
    }

    private static double real(String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a number");
        }
        throw new TypeConversionException("'" + text + "' is not a finite number");
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("the name of a file or directory is empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "'" + text + "' cannot be the name of a file here: " + e.getReason() + "; set LC_ALL=C.UTF-8");
        }
    }

    private static Hash hash(String text) {
        try {
            return Hash.hex(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is not 64 hex digits");
        }
    }
}
