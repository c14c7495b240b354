package io.tribunal.deployment.error;

/** Exit codes of the command. */
public enum ExitCode {
    OK(0),
    ERROR(1),
    USAGE(2),
    VERIFICATION_FAILED(3),
    INCOMPLETE(4),
    DECLINED(5);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
