package io.tribunal.core.normalize;

/** JSON texts hold no lone surrogates, since those have no UTF-8 form. */
final class Surrogates {
    private Surrogates() {}

    /** The text itself, when all its surrogates stand in pairs. */
    static String paired(String text) throws InadmissibleJson {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPair(text, i)) {
                    throw new InadmissibleJson("a lone surrogate");
                }
                i++;
            }
        }
        return text;
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }
}
