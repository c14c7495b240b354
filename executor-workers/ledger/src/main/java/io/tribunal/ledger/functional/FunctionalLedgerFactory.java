package io.tribunal.ledger.functional;

import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorFactory;

/** Makes the variant {@code functional}. */
public final class FunctionalLedgerFactory implements ExecutorFactory {
    @Override
    public String variant() {
        return "functional";
    }

    @Override
    public Executor create() {
        return new FunctionalLedger();
    }
}
