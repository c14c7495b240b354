package io.tribunal.audit.check;

/** The first check that fails; it ends the verification. */
public final class RefutedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureReason cause;
    private final String detail;

    public RefutedException(FailureReason cause, String detail) {
        super(cause + ": " + detail);
        this.cause = cause;
        this.detail = detail;
    }

    public VerificationResult.Refuted result() {
        return new VerificationResult.Refuted(cause, detail);
    }

    static void require(boolean holds, FailureReason cause, String detail) {
        if (!holds) {
            throw new RefutedException(cause, detail);
        }
    }

    /** No stack trace: a hostile file is an expected input. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
