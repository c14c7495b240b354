package io.tribunal.worker.loop;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.Member;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.worker.Service;
import io.tribunal.worker.metrics.ExecutorMetrics;
import io.tribunal.worker.recovery.VerifiedSnapshots;
import io.tribunal.worker.state.PartitionExecutor;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the worker of each partition, which starts from the best verified snapshot of that partition, if any. */
final class PartitionWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWorkers.class);

    private final Hash deployment;
    private final ExecutorId executorId;
    private final SignatureVerifier signatures;
    private final Service service;
    private final VerifiedSnapshots snapshots;
    private final ExecutorMetrics metrics;

    PartitionWorkers(
            Hash deployment,
            ExecutorId executorId,
            SignatureVerifier signatures,
            Service service,
            VerifiedSnapshots snapshots,
            ExecutorMetrics metrics) {
        this.deployment = deployment;
        this.executorId = executorId;
        this.signatures = signatures;
        this.service = service;
        this.snapshots = snapshots;
        this.metrics = metrics;
    }

    /**
     * One fresh worker for each partition.
     *
     * @param resume by partition, the business offset up to which everything is answered
     */
    Map<Integer, PartitionWorker> create(Map<Integer, Long> resume) {
        Map<Integer, VerifiedSnapshot> found = service.takesState() ? snapshots.find(resume) : Map.of();
        Map<Integer, PartitionWorker> workers = new TreeMap<>();
        resume.forEach((partition, resumeFrom) ->
                workers.put(partition, worker(partition, resumeFrom, Optional.ofNullable(found.get(partition)))));
        return workers;
    }

    private PartitionWorker worker(int partition, long resumeFrom, Optional<VerifiedSnapshot> snapshot) {
        snapshot.ifPresent(verified -> LOG.info(
                "event=restored partition={} from={} entries={}",
                partition,
                verified.businessOffset(),
                verified.size()));
        long begin = snapshot.map(verified -> verified.businessOffset() + 1).orElse(0L);
        return new PartitionWorker(
                partition,
                begin,
                resumeFrom,
                voids -> new PartitionExecutor(
                        partition, deployment, signatures, service.begin(partition, snapshot), voids, snapshot),
                metrics);
    }

    /** Whether the service answers now. */
    boolean isHealthy() {
        return service.isHealthy();
    }

    @Override
    public void close() {
        service.close();
    }

    /** The decision that isolates this executor, by the newest rules that any of the workers has read. */
    OptionalLong isolation(Collection<PartitionWorker> workers) {
        return workers.stream()
                .flatMap(worker -> worker.rules().stream())
                .max(Comparator.comparingLong(DecisionChain::number))
                .flatMap(newest -> newest.membership().find(executorId))
                .filter(member -> member.status() == MemberStatus.ISOLATED)
                .stream()
                .mapToLong(Member::isolation)
                .findFirst();
    }
}
