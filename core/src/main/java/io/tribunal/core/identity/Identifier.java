package io.tribunal.core.identity;

import java.util.regex.Pattern;

/** The one grammar of all names in the protocol: 1 to 64 of {@code A-Z a-z 0-9 . _ : -}. */
final class Identifier {
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private Identifier() {}

    static boolean isValid(String value) {
        return GRAMMAR.matcher(value).matches();
    }

    static String checked(String kind, String value) {
        if (!isValid(value)) {
            throw new IllegalArgumentException(kind + " must be 1 to 64 of A-Z a-z 0-9 . _ : -");
        }
        return value;
    }
}
