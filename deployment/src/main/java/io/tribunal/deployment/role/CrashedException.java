package io.tribunal.deployment.role;

/** Ends a role on threads of this process where the fault {@code crash} would end its process. */
final class CrashedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CrashedException() {
        super("the fault crash");
    }
}
