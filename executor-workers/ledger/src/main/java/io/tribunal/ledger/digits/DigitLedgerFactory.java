package io.tribunal.ledger.digits;

import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorFactory;

/** Makes the variant {@code digits}. */
public final class DigitLedgerFactory implements ExecutorFactory {
    @Override
    public String variant() {
        return "digits";
    }

    @Override
    public Executor create() {
        return new DigitLedger();
    }
}
