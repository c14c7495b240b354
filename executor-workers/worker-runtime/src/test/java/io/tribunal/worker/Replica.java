package io.tribunal.worker;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Response;
import io.tribunal.core.recovery.AdmissionContext;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.StateSnapshot;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.core.state.StateTree;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.worker.example.GreetingExecutor;
import io.tribunal.worker.state.HandledRecord;
import io.tribunal.worker.state.PartitionExecutor;
import io.tribunal.worker.state.StateVoid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Replays a whole log as an executor does, again for each Void; keeps the responses, and every state as a snapshot. */
public final class Replica {
    /** A state and the checkpoint that validators would sign for it. */
    public record Stage(Checkpoint checkpoint, StateSnapshot snapshot) {}

    private final TestLog log;
    private final Optional<VerifiedSnapshot> snapshot;
    private final List<StateVoid> voids = new ArrayList<>();
    private final SortedMap<Long, Response> responses = new TreeMap<>();
    private final SortedMap<Long, Stage> stages = new TreeMap<>();

    public Replica(TestLog log, Optional<VerifiedSnapshot> snapshot) {
        this.log = log;
        this.snapshot = snapshot;
        while (!run()) {
            responses.clear();
            stages.clear();
        }
    }

    public Replica(TestLog log) {
        this(log, Optional.empty());
    }

    private boolean run() {
        PartitionExecutor executor = new PartitionExecutor(
                0, log.deployment(), Ed25519.verifier(), new GreetingExecutor().create(), voids, snapshot);
        PartitionAdmission admission = snapshot.map(it -> it.admission(Ed25519.verifier()))
                .orElseGet(() -> new PartitionAdmission(0, log.deployment(), Ed25519.verifier()));
        StateTree tree = snapshot.map(VerifiedSnapshot::state).orElseGet(StateTree::new);
        long begin = snapshot.map(it -> it.businessOffset() + 1).orElse(0L);
        for (BusinessRecord record :
                log.records().subList(Math.toIntExact(begin), log.records().size())) {
            boolean admitted = admission.decide(record) instanceof Decision.Admitted;
            switch (executor.handle(record)) {
                case HandledRecord.VoidFound(StateVoid stateVoid) -> {
                    voids.add(stateVoid);
                    return false;
                }
                case HandledRecord.Answered(Response response) -> {
                    responses.put(record.offset(), response);
                    if (executor.stateDigest().bytes().equals(response.postState())) {
                        tree.apply(response.writes());
                    }
                }
                case HandledRecord.Unanswered ignored -> {}
            }
            if (admitted) {
                stages.put(record.offset(), stage(admission, executor.stateDigest(), tree, record.offset()));
            }
        }
        return true;
    }

    private Stage stage(PartitionAdmission admission, Hash postState, StateTree tree, long offset) {
        AdmissionContext context = AdmissionContext.of(admission, offset);
        Checkpoint checkpoint = new Checkpoint(log.deployment(), 0, offset, postState, tree.root(), context.root());
        return new Stage(checkpoint, new StateSnapshot(postState, tree.entries(), context.encode()));
    }

    /** The responses by business offset. */
    public SortedMap<Long, Response> responses() {
        return responses;
    }

    /** The states after each admitted request, by business offset. */
    public SortedMap<Long, Stage> stages() {
        return stages;
    }

    /** The verified snapshot at that offset. */
    public VerifiedSnapshot verifiedSnapshot(long offset) {
        Stage stage = stages.get(offset);
        return VerifiedSnapshot.of(
                        stage.checkpoint(),
                        stage.snapshot().chunks(log.deployment(), 0, offset),
                        Ed25519.verifier(),
                        log::record)
                .found()
                .orElseThrow();
    }
}
