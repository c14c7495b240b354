package io.tribunal.cli.input;

/** One line of a request file is no request. */
final class LineProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int column;

    /**
     * @param column in characters, from 1
     * @param what for people
     */
    LineProblem(int column, String what) {
        super(what, null, false, false);
        this.column = column;
    }

    /** The column and the problem, to stand behind {@code file:line:}. */
    String describe() {
        return column + ": " + getMessage();
    }
}
