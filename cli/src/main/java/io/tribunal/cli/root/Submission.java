package io.tribunal.cli.root;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionLogEvent;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.signing.SigningKey;
import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Brings a signed proposal into the logs and waits until it is in force in every partition. It can be repeated after whatever has
 * happened: what was submitted before is not submitted again.
 */
public final class Submission implements AutoCloseable {
    private static final long PAUSE_MS = 100;
    private static final int FIRST_PARTITION = 0;

    private final DecisionReader reader;
    private final MandateWriter writer;
    private final Supplier<SigningKey> rootKey;

    /** @param rootKey signs the entries that this command writes itself where there are no validators */
    public Submission(TribunalConfig config, Supplier<SigningKey> rootKey) {
        this.reader = new DecisionReader(config);
        this.writer = new MandateWriter(config, reader.logs());
        this.rootKey = rootKey;
    }

    /**
     * A proposal that has become a decision.
     *
     * @param before whether it had been submitted before
     * @param offsets by partition, the offset in business-log from which it is in force there
     */
    public record Result(Proposal proposal, long decision, boolean before, SortedMap<Integer, Long> offsets) {}

    /**
     * Submits the proposal, unless that was done before.
     *
     * @throws UserError with exit code 4 when it is not in force everywhere in time, and else as {@link RulesInForce} refuses it
     */
    public Result submit(Proposal proposal, Duration patience) throws InterruptedException {
        reader.readToEnd();
        reader.rules().requireDeployment(proposal);
        Hash subject = proposal.toMandate().hash();
        boolean before = reader.find(subject).isPresent();
        if (!before) {
            requireAcceptable(proposal);
        }
        long deadline = System.nanoTime() + patience.toNanos();
        if (!before) {
            append(proposal, subject, deadline);
        }
        if (!reader.hasValidators()) {
            publish();
        }
        OrderedDecision decision = reader.find(subject).orElseThrow();
        while (reader.inForce(decision.number()).size()
                < reader.logs().genesis().partitions()) {
            pause(
                    deadline,
                    "it is decision " + decision.number() + ", and in force in partitions "
                            + reader.inForce(decision.number()).keySet() + " so far");
        }
        return new Result(proposal, decision.number(), before, reader.inForce(decision.number()));
    }

    private void requireAcceptable(Proposal proposal) {
        reader.rules().requireAcceptable(proposal);
        if (proposal.action() instanceof Action.VoidState entry) {
            Hash before = RulesInForce.requireStopped(
                    entry.partition(),
                    entry.businessOffset(),
                    reader.logs().voting(entry.partition()).unsettled());
            if (!before.equals(entry.postState())) {
                throw new UserError(
                        ExitCode.VERIFICATION_FAILED,
                        "the proposal names the state " + entry.postState() + ", and the one before the entry is "
                                + before);
            }
        }
    }

    private void append(Proposal proposal, Hash subject, long deadline) throws InterruptedException {
        if (reader.hasValidators()) {
            long offset = writer.mandate(proposal.toMandate());
            while (reader.find(subject).isEmpty()) {
                requireNotDropped(offset);
                pause(deadline, "it has no number yet");
            }
        } else {
            CertifiedDecision decision =
                    new CertifiedDecision(reader.rules().next(proposal.toMandate()), QuorumCertificate.NONE);
            writer.control(FIRST_PARTITION, decision, rootKey.get());
            while (reader.find(subject).isEmpty()) {
                requireFirst(decision.decision().number());
                pause(deadline, "it is not read back yet");
            }
        }
    }

    private void requireNotDropped(long offset) {
        reader.dropped(offset).ifPresent(reason -> {
            throw notTaken(
                    reason == DecisionLogEvent.Reason.STALE ? "another mandate came first" : "its reason is " + reason);
        });
    }

    private void requireFirst(long number) {
        if (reader.lastIn(FIRST_PARTITION) >= number) {
            throw notTaken("another mandate came first");
        }
    }

    private static UserError notTaken(String why) {
        return new UserError(
                ExitCode.USAGE, "the mandate was not taken: " + why + ". Propose it again, and have it signed again");
    }

    /** Writes the decisions of partition 0 wherever they are missing, since there are no validators who would. */
    private void publish() {
        for (int partition = 0; partition < reader.logs().genesis().partitions(); partition++) {
            for (CertifiedDecision decision : reader.certified()) {
                if (decision.decision().number() > reader.lastIn(partition)) {
                    writer.control(partition, decision, rootKey.get());
                }
            }
        }
        writer.rules(reader.certified(), rootKey.get());
    }

    private void pause(long deadline, String known) throws InterruptedException {
        if (System.nanoTime() - deadline > 0) {
            throw new UserError(
                    ExitCode.INCOMPLETE, "the mandate was submitted; " + known + ". Submit it again to go on waiting");
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        reader.readToEnd();
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
    }
}
