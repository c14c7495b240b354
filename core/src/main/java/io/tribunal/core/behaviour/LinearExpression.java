package io.tribunal.core.behaviour;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.regex.MatchResult;

/**
 * An RE2 expression whose search takes time in proportion to the text, whatever either holds. What compiles to a large
 * program is refused, before compiling where counted repetitions multiply. So is case folding: RE2/J folds by the running
 * JDK's Unicode tables, and where those are newer than its own it can fold for ever (its issue 168).
 */
final class LinearExpression {
    /** Instructions of one compiled expression. */
    static final int MAX_PROGRAM = 1_000;

    private static final int MAX_REPETITION = 1_000;
    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{([0-9]{1,9}),?([0-9]{0,9})\\}");

    private static final java.util.regex.Pattern FOLDING = java.util.regex.Pattern.compile("\\(\\?[A-Za-z-]*i");

    private final Pattern pattern;

    private LinearExpression(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Empty for what is no RE2 expression, one that is too large, or one that folds case. */
    static Optional<LinearExpression> compile(String expression) {
        if (FOLDING.matcher(expression).find() || multipliesTooMuch(expression)) {
            return Optional.empty();
        }
        try {
            Pattern pattern = Pattern.compile(expression);
            return pattern.programSize() <= MAX_PROGRAM ? Optional.of(new LinearExpression(pattern)) : Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /** Nested repetitions are expanded when they are compiled; all of an expression's are taken as nested. */
    private static boolean multipliesTooMuch(String expression) {
        long product = 1;
        for (MatchResult found : REPETITION.matcher(expression).results().toList()) {
            long most = Math.max(
                    Long.parseLong(found.group(1)), found.group(2).isEmpty() ? 1 : Long.parseLong(found.group(2)));
            product *= Math.max(1, most);
            if (product > MAX_REPETITION) {
                return true;
            }
        }
        return false;
    }

    /** Instructions that each character of a text may meet. */
    int programSize() {
        return pattern.programSize();
    }

    /** Whether it is found anywhere in the text. */
    boolean isFoundIn(String text) {
        return pattern.matcher(text).find();
    }
}
