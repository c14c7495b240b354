package io.tribunal.ledger.decimal;

import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorFactory;

/** Makes the variant {@code decimal}. */
public final class DecimalLedgerFactory implements ExecutorFactory {
    @Override
    public String variant() {
        return "decimal";
    }

    @Override
    public Executor create() {
        return new DecimalLedger();
    }
}
