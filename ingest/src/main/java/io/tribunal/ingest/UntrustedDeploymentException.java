package io.tribunal.ingest;

/** The log is not, or cannot be shown to be, that of the deployment that was asked for. */
public final class UntrustedDeploymentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UntrustedDeploymentException(String message) {
        super(message);
    }
}
