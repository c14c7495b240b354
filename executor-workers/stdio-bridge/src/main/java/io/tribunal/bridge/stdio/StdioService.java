package io.tribunal.bridge.stdio;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.worker.ExecutorSigner;
import io.tribunal.worker.Service;
import io.tribunal.worker.ServiceRun;
import io.tribunal.worker.process.Restarts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A program that answers and signs; one process for each partition. */
final class StdioService implements Service {
    private final ProgramIdentity identity;
    private final String command;
    private final Duration timeout;
    private final SignatureVerifier signatures;
    private final Restarts restarts = new Restarts();
    private final Map<Integer, StdioRun> runs = new ConcurrentHashMap<>();

    StdioService(ProgramIdentity identity, String command, Duration timeout, SignatureVerifier signatures) {
        this.identity = identity;
        this.command = command;
        this.timeout = timeout;
        this.signatures = signatures;
    }

    @Override
    public ServiceRun begin(int partition, Optional<VerifiedSnapshot> snapshot) {
        StdioRun run = restarts.next(
                partition,
                System.nanoTime(),
                delay -> new StdioRun(identity, partition, timeout, new Launch(command, identity, partition, delay)));
        runs.put(partition, run);
        return run;
    }

    /** Always false: a program builds its state from the log. */
    @Override
    public boolean takesState() {
        return false;
    }

    @Override
    public boolean isHealthy() {
        return runs.values().stream().allMatch(run -> run.key().isPresent() && !run.isBroken());
    }

    /** Lets the programs sign. */
    ExecutorSigner signer() {
        return new StdioSigner(identity, signatures, this);
    }

    Optional<StdioRun> run(int partition) {
        return Optional.ofNullable(runs.get(partition));
    }

    /** A running program that has sent its key. */
    Optional<StdioRun> anyRun() {
        return runs.values().stream()
                .filter(run -> run.key().isPresent() && !run.isBroken())
                .findFirst();
    }

    /** The public key of the programs. */
    Optional<Bytes> key() {
        return anyRun().flatMap(StdioRun::key);
    }
}
