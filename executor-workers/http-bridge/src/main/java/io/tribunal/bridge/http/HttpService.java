package io.tribunal.bridge.http;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.worker.Service;
import io.tribunal.worker.ServiceRun;
import io.tribunal.worker.process.Restarts;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A service behind HTTP. One that the bridge starts has a process a partition, so that each can begin anew alone. */
final class HttpService implements Service {
    private final HttpConfig config;
    private final Hash deployment;
    private final Exchange exchange = new Exchange();
    private final AtomicInteger failing = new AtomicInteger();
    private final Restarts restarts = new Restarts();

    HttpService(HttpConfig config, Hash deployment) {
        this.config = config;
        this.deployment = deployment;
    }

    @Override
    public ServiceRun begin(int partition, Optional<VerifiedSnapshot> snapshot) {
        return restarts.next(partition, System.nanoTime(), delay -> {
            Host host = config.command()
                    .<Host>map(command -> new OwnHost(config, command, partition, snapshot, exchange, delay))
                    .orElseGet(() -> Host.external(Endpoint.of(config.url(), 0)));
            Delivery delivery = new Delivery(config, deployment, exchange, failing);
            return new HttpRun(partition, config.concurrency() == 1, host, delivery);
        });
    }

    /** Only a service of its own, started empty, can be given a state; another one has what it has. */
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
        exchange.close();
    }
}
