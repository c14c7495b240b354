package io.tribunal.core.partition;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.ballot.BallotTerms;
import io.tribunal.core.ballot.Confidence;
import io.tribunal.core.ballot.VerdictEncoder;
import io.tribunal.core.behaviour.Learner;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Request;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.state.StateDigest;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that the voting on one partition remembers between two records. */
final class PartitionState {
    final int partition;
    final BusinessLog businessLog;
    final PartitionAdmission admission;
    final BatchAdmission batches;
    final Cursor cursor = new Cursor();
    final HeldResponses held = new HeldResponses();
    final Divergences divergences = new Divergences();
    final Backlog backlog;
    final Learner learner = new Learner();
    final Confidence confidence = new Confidence();
    final DeviationClassifier dissent;
    final Streaks streaks = new Streaks();
    /** By executor, the highest business offset that it has answered. */
    final SortedMap<ExecutorId, Long> highestAnswered = new TreeMap<>();

    OpenBallots open = new OpenBallots(StateDigest.INITIAL, 0);
    ElapsedTime time = new ElapsedTime(0, 0);
    VerdictChain chain;
    RunningHashes hashes = RunningHashes.NONE;
    /** The last business offset that was handled; -1 before genesis. */
    long handledThrough = -1;
    /** Business offset of the last admitted request; 0 before the first. */
    long lastAdmitted;

    PartitionState(
            int partition,
            Hash deployment,
            SignatureVerifier signatures,
            VerdictEncoder encoder,
            BusinessLog businessLog,
            ResponseLog responseLog) {
        this.partition = partition;
        this.businessLog = businessLog;
        this.admission = new PartitionAdmission(partition, deployment, signatures);
        this.batches = new BatchAdmission(admission);
        this.backlog = new Backlog(responseLog, batches);
        this.dissent = new DeviationClassifier(divergences, backlog);
        this.chain = new VerdictChain(encoder, 0, Hash.ZERO);
    }

    /** What is fixed for a request's ballot by the rules in force now. */
    BallotTerms terms(BusinessRecord record, Request request, long start, Optional<Hash> contextRoot) {
        return new BallotTerms(
                record.position(),
                record.valueHash(),
                request.requestId(),
                request.clientId(),
                request.operation(),
                admission.policy(),
                admission.activeExecutors(),
                admission.chain().membership().watchedIn(partition),
                start,
                contextRoot,
                admission.genesis().executorQuorum().oneHonest());
    }
}
