package io.tribunal.kafka.process;

import io.tribunal.schemas.registry.RegistryException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A role that needs brokers and a schema registry before it begins. While they do not answer it is not healthy, says once a
 * minute what it waits for, and asks again. What else goes wrong ends it.
 */
public final class PreparedRole implements RunningRole {
    private static final Logger LOG = LoggerFactory.getLogger(PreparedRole.class);

    private final Supplier<RunningRole> preparation;
    private final Runnable unused;
    private final Retries retries;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable RunningRole prepared;

    /** @param preparation asks for what is needed, and creates the role; called again after a passing failure */
    public PreparedRole(Supplier<RunningRole> preparation) {
        this(preparation, () -> {});
    }

    /** @param unused is run if the role is stopped, or cannot be, before it was created */
    public PreparedRole(Supplier<RunningRole> preparation, Runnable unused) {
        this(preparation, unused, new Retries(LOG, "role_waits"));
    }

    PreparedRole(Supplier<RunningRole> preparation, Runnable unused, Retries retries) {
        this.preparation = preparation;
        this.unused = unused;
        this.retries = retries;
    }

    @Override
    public void run() throws Exception {
        RunningRole role = prepareOrLetGo();
        if (role != null) {
            prepared = role;
            if (isStopped()) {
                role.stop();
            }
            role.run();
        }
    }

    private @Nullable RunningRole prepareOrLetGo() throws InterruptedException {
        RunningRole role = null;
        try {
            role = prepare();
            return role;
        } finally {
            if (role == null) {
                unused.run();
            }
        }
    }

    /** Null when it is stopped before. */
    private @Nullable RunningRole prepare() throws InterruptedException {
        while (!isStopped()) {
            try {
                RunningRole role = preparation.get();
                retries.succeeded();
                return role;
            } catch (RetriableException | RegistryException passing) {
                stopped.await(retries.failed(passing), TimeUnit.MILLISECONDS);
            }
        }
        return null;
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public void stop() {
        stopped.countDown();
        RunningRole role = prepared;
        if (role != null) {
            role.stop();
        }
    }

    @Override
    public boolean isHealthy() {
        RunningRole role = prepared;
        return role != null && role.isHealthy();
    }

    @Override
    public String metrics() {
        RunningRole role = prepared;
        return role == null ? "" : role.metrics();
    }
}
