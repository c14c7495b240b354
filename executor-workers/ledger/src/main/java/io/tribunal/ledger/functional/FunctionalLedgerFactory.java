package io.tribunal.ledger.functional;

import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorFactory;
import java.util.Optional;
import org.json.JSONObject;

/** Creates the variant {@code functional}. */
public final class FunctionalLedgerFactory implements ExecutorFactory {
    @Override
    public String variant() {
        return "functional";
    }

    @Override
    public Executor create() {
        return new FunctionalLedger();
    }

    @Override
    public Optional<Class<?>> jsonLibrary() {
        return Optional.of(JSONObject.class);
    }
}
