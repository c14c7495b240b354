package io.tribunal.worker.state;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.worker.Call;
import io.tribunal.worker.Executor;
import io.tribunal.worker.Service;
import io.tribunal.worker.ServiceRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the records of one partition of business-log: admission, execution, and the response to each admitted request. The
 * responses depend on the records alone, given in offset order from 0 or from the record after a snapshot. Not safe for use by
 * several threads.
 */
public final class PartitionExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionExecutor.class);

    private final int partition;
    private final PartitionAdmission admission;
    private final ServiceRun run;
    private final Map<Long, StateVoid> voids = new HashMap<>();
    private final ExecutorState state;

    /**
     * Starts before the first record, or after a snapshot.
     *
     * @param run of the service over this partition; closed with {@link #close}
     * @param voids that an earlier run over the same partition has read; the last one of an offset counts
     */
    public PartitionExecutor(
            int partition,
            Hash deployment,
            SignatureVerifier signatures,
            ServiceRun run,
            List<StateVoid> voids,
            Optional<VerifiedSnapshot> snapshot) {
        this.partition = partition;
        this.admission = snapshot.map(verified -> verified.admission(signatures))
                .orElseGet(() -> new PartitionAdmission(partition, deployment, signatures));
        this.run = run;
        this.state = new ExecutorState(snapshot);
        voids.forEach(stateVoid -> this.voids.put(stateVoid.offset(), stateVoid));
    }

    /** The same with a plain function as the service. */
    public PartitionExecutor(
            int partition,
            Hash deployment,
            SignatureVerifier signatures,
            Executor executor,
            List<StateVoid> voids,
            Optional<VerifiedSnapshot> snapshot) {
        this(partition, deployment, signatures, Service.of(executor).begin(partition, snapshot), voids, snapshot);
    }

    /** Handles the next record with a plain function, which is done as soon as it has begun. */
    public HandledRecord handle(BusinessRecord record) {
        return switch (begin(new LoggedRecord(record, Bytes.EMPTY), false)) {
            case PendingRecord.Executing executing -> new HandledRecord.Answered(finish(executing));
            case PendingRecord.Unanswered ignored -> new HandledRecord.Unanswered();
            case PendingRecord.VoidFound found -> new HandledRecord.VoidFound(found.stateVoid());
        };
    }

    /**
     * Decides on the admission of the next record and gives an admitted request to the service.
     *
     * @param answered whether its answer is in the log already
     */
    public PendingRecord begin(LoggedRecord logged, boolean answered) {
        return switch (admission.decide(logged.record())) {
            case Decision.Admitted admitted -> execute(logged, admitted.request(), answered);
            case Decision.Applied applied -> apply(applied);
            case Decision.Opened ignored -> new PendingRecord.Unanswered(false);
            case Decision.Refused ignored -> new PendingRecord.Unanswered(true);
        };
    }

    private PendingRecord execute(LoggedRecord logged, Request request, boolean answered) {
        BusinessRecord record = logged.record();
        Policy policy = admission.policy();
        boolean hasEffect = policy.state().stateful() && !voids.containsKey(record.offset());
        Call call = new Call(
                record.position(),
                logged.value(),
                record.valueHash(),
                request,
                policy.limits().maxOutput(),
                hasEffect || !answered,
                answered);
        return new PendingRecord.Executing(record, policy, run.begin(call));
    }

    /** Whether the service has lost its state. */
    public boolean isBroken() {
        return run.isBroken();
    }

    /** Ends the service's run. */
    public void close() {
        run.close();
    }

    /** Keys, policy and membership in force; empty before genesis. */
    public Optional<DecisionChain> rules() {
        return admission.isOpen() ? Optional.of(admission.chain()) : Optional.empty();
    }

    /** The end of the state digest chain after all handled records. */
    public Hash stateDigest() {
        return state.digest();
    }

    /** The response to a request that is done; all earlier ones must be finished. */
    public Response finish(PendingRecord.Executing executing) {
        BusinessRecord record = executing.record();
        ExecutorState.Terms terms = ExecutorState.Terms.of(executing.policy());
        return state.answer(record.offset(), record.valueHash(), executing.execution()::answer, terms, this::isVoid);
    }

    /** Whether a Void takes the request's effect away. A Void that names a state that cannot be reached is only logged. */
    private boolean isVoid(long offset, Hash pre, Hash post) {
        StateVoid stateVoid = voids.get(offset);
        if (stateVoid == null || stateVoid.postState().equals(post)) {
            return false;
        }
        boolean withoutEffect = stateVoid.postState().equals(pre);
        if (!withoutEffect) {
            LOG.error(
                    "event=state_unreachable position={}@{} settled={} own={} note=\"goes on diverged\"",
                    partition,
                    offset,
                    stateVoid.postState(),
                    post);
        }
        return withoutEffect;
    }

    private PendingRecord apply(Decision.Applied applied) {
        if (applied.control().decision().subject() instanceof RootMandate mandate
                && mandate.action() instanceof Action.VoidState entry
                && entry.partition() == partition
                && entry.businessOffset() < applied.record().offset()) {
            StateVoid stateVoid = new StateVoid(
                    entry.businessOffset(), entry.postState(), applied.record().offset());
            if (!isKnown(stateVoid)) {
                return new PendingRecord.VoidFound(stateVoid);
            }
        }
        return new PendingRecord.Unanswered(false);
    }

    /** Whether this Void, or a later one for the same offset, is known. */
    private boolean isKnown(StateVoid stateVoid) {
        StateVoid known = voids.get(stateVoid.offset());
        return known != null && known.position() >= stateVoid.position();
    }
}
