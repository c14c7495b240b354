package io.tribunal.ledger.decimal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorFactory;
import java.util.Optional;

/** Creates the variant {@code decimal}. */
public final class DecimalLedgerFactory implements ExecutorFactory {
    @Override
    public String variant() {
        return "decimal";
    }

    @Override
    public Executor create() {
        return new DecimalLedger();
    }

    @Override
    public Optional<Class<?>> jsonLibrary() {
        return Optional.of(ObjectMapper.class);
    }
}
