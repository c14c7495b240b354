package io.tribunal.ledger.scaled;

import com.google.gson.Gson;
import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorFactory;
import java.util.Optional;

/** Creates the variant {@code scaled}. */
public final class ScaledLedgerFactory implements ExecutorFactory {
    @Override
    public String variant() {
        return "scaled";
    }

    @Override
    public Executor create() {
        return new ScaledLedger();
    }

    @Override
    public Optional<Class<?>> jsonLibrary() {
        return Optional.of(Gson.class);
    }
}
