package io.tribunal.core.identity;

/** The one grammar of all names in the protocol: 1 to 64 of {@code A-Z a-z 0-9 . _ : -}. */
final class Identifier {
    private static final int MAX_LENGTH = 64;

    private Identifier() {}

    static boolean isValid(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isAllowed(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || "._:-".indexOf(c) >= 0;
    }

    static String checked(String kind, String value) {
        if (!isValid(value)) {
            throw new IllegalArgumentException(kind + " must be 1 to 64 of A-Z a-z 0-9 . _ : -");
        }
        return value;
    }
}
