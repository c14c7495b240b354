package io.tribunal.schemas.codec;

/** Bytes that are not the canonical encoding of what they claim to be; the message says what is wrong, without echoing them. */
public final class MalformedRecordException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    public MalformedRecordException(String problem) {
        this("", problem);
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

    /** Hostile input is no bug of ours: no stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
