package io.tribunal.deployment.error;

/** An error that a person can correct. It is shown as one message (what, where, what to do), without a stack trace. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public UserError(String message) {
        this(ExitCode.ERROR, message);
    }

    public UserError(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
