package io.tribunal.ingest;

/** The log does not belong to the configured deployment, or that cannot be shown. */
public final class UntrustedDeploymentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UntrustedDeploymentException(String message) {
        super(message);
    }
}
