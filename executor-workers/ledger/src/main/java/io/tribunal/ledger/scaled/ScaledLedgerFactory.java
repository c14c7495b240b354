package io.tribunal.ledger.scaled;

import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorFactory;

/** Makes the variant {@code scaled}. */
public final class ScaledLedgerFactory implements ExecutorFactory {
    @Override
    public String variant() {
        return "scaled";
    }

    @Override
    public Executor create() {
        return new ScaledLedger();
    }
}
