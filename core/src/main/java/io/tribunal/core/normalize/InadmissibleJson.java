package io.tribunal.core.normalize;

/** Leaves the recursion over a JSON tree that breaks a rule; never crosses the package's border. */
final class InadmissibleJson extends Exception {
    private static final long serialVersionUID = 1L;

    InadmissibleJson(String rule) {
        super(rule, null, false, false);
    }
}
