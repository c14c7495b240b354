package io.tribunal.bridge.http;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.worker.Service;
import io.tribunal.worker.ServiceRun;
import io.tribunal.worker.process.Restarts;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A service behind HTTP. If the bridge starts it, each partition has its own process and can be rebuilt alone. */
final class HttpService implements Service {
    private final HttpConfig config;
    private final Hash deployment;
    private final OneShotHttpClient client = new OneShotHttpClient();
    private final AtomicInteger failing = new AtomicInteger();
    private final Restarts restarts = new Restarts();

    HttpService(HttpConfig config, Hash deployment) {
        this.config = config;
        this.deployment = deployment;
    }

    @Override
    public ServiceRun begin(int partition, Optional<VerifiedSnapshot> snapshot) {
        return restarts.next(partition, System.nanoTime(), delay -> {
            ServiceInstance instance = config.command()
                    .<ServiceInstance>map(
                            command -> new ManagedInstance(config, command, partition, snapshot, client, delay))
                    .orElseGet(() -> ServiceInstance.external(Endpoint.of(config.url(), 0)));
            RequestDelivery delivery = new RequestDelivery(config, deployment, client, failing);
            return new HttpRun(partition, config.concurrency() == 1, instance, delivery);
        });
    }

    /** Only a service that the bridge starts can accept a snapshot; an external one keeps the state that it has. */
    @Override
    public boolean takesState() {
        return config.command().isPresent() && config.restorePath().isPresent();
    }

    @Override
    public boolean isHealthy() {
        return failing.get() == 0;
    }

    @Override
    public Optional<String> platform() {
        return config.platform();
    }

    @Override
    public void close() {
        client.close();
    }
}
