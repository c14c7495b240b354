package io.tribunal.ingest;

/** Checks, until it is interrupted, the verdicts for which logs must be read. */
final class ClaimProver implements Runnable {
    private final InFlightRequests inFlight;
    private final LogReader logs;

    ClaimProver(InFlightRequests inFlight, LogReader logs) {
        this.inFlight = inFlight;
        this.logs = logs;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Claim claim = inFlight.takeClaim();
                logs.begin();
                inFlight.prove(claim);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
