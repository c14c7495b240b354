package io.tribunal.worker;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition of business-log as one executor works it off: admission, the service's state, and the response to each
 * admitted request. A function of the records alone, given in offset order from 0, or from behind a verified state. Not safe
 * for use by several threads.
 */
public final class PartitionExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionExecutor.class);

    private final int partition;
    private final PartitionAdmission admission;
    private final ServiceRun run;
    private final Map<Long, StateVoid> settlements = new HashMap<>();
    private final ExecutorState state;

    /** What came of one record. */
    public sealed interface Outcome {
        record Answered(Response response) implements Outcome {}

        /** Rejected, or a control entry: there is nothing to say. */
        record Unanswered() implements Outcome {}

        /** A settlement not known before: start again from the beginning with it, since earlier state is not kept. */
        record Unsettled(StateVoid settlement) implements Outcome {}
    }

    /**
     * An executor that has read nothing yet, or that goes on behind a verified state.
     *
     * @param run of the service over this partition; closed with {@link #close}
     * @param settled settlements that an earlier run over the same partition came upon; the last one of an offset counts
     */
    public PartitionExecutor(
            int partition,
            Hash deployment,
            SignatureVerifier signatures,
            ServiceRun run,
            List<StateVoid> settled,
            Optional<VerifiedSnapshot> foundation) {
        this.partition = partition;
        this.admission = foundation
                .map(verified -> verified.admission(signatures))
                .orElseGet(() -> new PartitionAdmission(partition, deployment, signatures));
        this.run = run;
        this.state = new ExecutorState(foundation);
        settled.forEach(settlement -> settlements.put(settlement.offset(), settlement));
    }

    /** The same for a plain function. */
    public PartitionExecutor(
            int partition,
            Hash deployment,
            SignatureVerifier signatures,
            Executor executor,
            List<StateVoid> settled,
            Optional<VerifiedSnapshot> foundation) {
        this(partition, deployment, signatures, new FunctionRun(executor), settled, foundation);
    }

    /** What a plain function makes of the next record: it is done as soon as it has begun. */
    public Outcome handle(BusinessRecord record) {
        return switch (begin(new LoggedRecord(record, Bytes.EMPTY), false)) {
            case PendingRecord.Asked asked -> new Outcome.Answered(finish(asked));
            case PendingRecord.Passed ignored -> new Outcome.Unanswered();
            case PendingRecord.Unsettled unsettled -> new Outcome.Unsettled(unsettled.settlement());
        };
    }

    /**
     * Judges the next record, which needs no execution, and gives an admitted request to the service.
     *
     * @param answered whether its answer stands in the log already
     */
    PendingRecord begin(LoggedRecord logged, boolean answered) {
        return switch (admission.decide(logged.record())) {
            case Decision.Admitted admitted -> ask(logged, admitted.request(), answered);
            case Decision.Applied applied -> apply(applied);
            case Decision.Opened ignored -> new PendingRecord.Passed(false);
            case Decision.Refused ignored -> new PendingRecord.Passed(true);
        };
    }

    private PendingRecord ask(LoggedRecord logged, Request request, boolean answered) {
        BusinessRecord record = logged.record();
        Policy policy = admission.policy();
        boolean hasEffect = policy.state().stateful() && !settlements.containsKey(record.offset());
        Call call = new Call(
                record.position(),
                logged.value(),
                record.valueHash(),
                request,
                policy.limits().maxOutput(),
                hasEffect || !answered,
                answered);
        return new PendingRecord.Asked(record, policy, run.begin(call));
    }

    /** Whether the service has lost its state. */
    boolean isBroken() {
        return run.isBroken();
    }

    /** Ends the service's run. */
    void close() {
        run.close();
    }

    /** Keys, policy and membership in force, once genesis has been read. */
    public Optional<DecisionChain> rules() {
        return admission.isOpen() ? Optional.of(admission.chain()) : Optional.empty();
    }

    /** The state digest chain after everything that has been handled. */
    public Hash stateDigest() {
        return state.digest();
    }

    /** The response to a request that is done, all earlier ones being finished. */
    Response finish(PendingRecord.Asked asked) {
        BusinessRecord record = asked.record();
        ExecutorState.Terms terms = ExecutorState.Terms.of(asked.policy());
        return state.answer(record.offset(), record.valueHash(), asked.execution()::answer, terms, this::isVoid);
    }

    /** Whether a settlement takes the request's effect away. One that names a state we cannot reach is reported only. */
    private boolean isVoid(long offset, Hash pre, Hash post) {
        StateVoid settlement = settlements.get(offset);
        if (settlement == null || settlement.postState().equals(post)) {
            return false;
        }
        boolean withoutEffect = settlement.postState().equals(pre);
        if (!withoutEffect) {
            LOG.error(
                    "event=state_unreachable position={}@{} settled={} own={} note=\"goes on diverged\"",
                    partition,
                    offset,
                    settlement.postState(),
                    post);
        }
        return withoutEffect;
    }

    private PendingRecord apply(Decision.Applied applied) {
        if (applied.control().decision().subject() instanceof RootMandate mandate
                && mandate.action() instanceof Action.VoidState entry
                && entry.partition() == partition
                && entry.businessOffset() < applied.record().offset()) {
            StateVoid settlement = new StateVoid(
                    entry.businessOffset(), entry.postState(), applied.record().offset());
            if (!isKnown(settlement)) {
                return new PendingRecord.Unsettled(settlement);
            }
        }
        return new PendingRecord.Passed(false);
    }

    /** Known, or replaced by a later one of the same offset. */
    private boolean isKnown(StateVoid settlement) {
        StateVoid known = settlements.get(settlement.offset());
        return known != null && known.position() >= settlement.position();
    }
}
