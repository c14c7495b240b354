package io.tribunal.schemas.codec;

/**
 * Bytes are not the canonical encoding of the expected record. The message names the problem and does not echo the
 * bytes.
 */
public final class MalformedRecordException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    public MalformedRecordException(String problem) {
        this("", problem);
    }

    /** A value that core refuses, as a problem of the record that holds it. */
    static MalformedRecordException of(IllegalArgumentException problem) {
        return problem instanceof MalformedRecordException malformed
                ? malformed
                : new MalformedRecordException(String.valueOf(problem.getMessage()));
    }

    private MalformedRecordException(String path, String problem) {
        super(path.isEmpty() ? problem : path + ": " + problem);
        this.path = path;
        this.problem = problem;
    }

    /** The same problem, found inside the named field. */
    MalformedRecordException inside(String field) {
        return new MalformedRecordException(path.isEmpty() ? field : field + "." + path, problem);
    }

    /** No stack trace: malformed input is expected. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
