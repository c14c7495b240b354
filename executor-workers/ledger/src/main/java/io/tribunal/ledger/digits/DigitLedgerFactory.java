package io.tribunal.ledger.digits;

import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorFactory;
import jakarta.json.spi.JsonProvider;
import java.util.Optional;

/** Creates the variant {@code digits}. */
public final class DigitLedgerFactory implements ExecutorFactory {
    @Override
    public String variant() {
        return "digits";
    }

    @Override
    public Executor create() {
        return new DigitLedger();
    }

    @Override
    public Optional<Class<?>> jsonLibrary() {
        return Optional.of(JsonProvider.provider().getClass());
    }
}
