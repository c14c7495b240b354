package io.tribunal.core.isolation;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.decision.Subject;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.isolation.DecisionLogEvent.Reason;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.IsolationPolicy;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The decision log: a pure fold over isolation-endorsements from its first record on (PROTOCOL 8). Decision n is the n-th
 * subject that v + 1 validators endorse, or ROOT mandates, and that can be applied; the budget is applied after the
 * decisions before it. Every reader derives the same decisions and certificates. Not safe for use by several threads.
 */
public final class DecisionLogMachine {
    private static final int STREAK_ENDS = 2;

    private final int partitions;
    /** f + 1 of genesis. */
    private final int oneHonest;

    private final ValidatorSet validators;
    private final Endorsements endorsements = new Endorsements();
    private final OpenDecisions open;
    /** Proposals that the budget refused, in the order of their quorums, one of a kind for each executor. */
    private final Map<MembershipEvent, IsolationProposal> refused = new LinkedHashMap<>();
    /** By executor, its membership when it last asked to rejoin. */
    private final Map<ExecutorId, Member> rejoins = new TreeMap<>();

    private DecisionChain chain;

    /**
     * A machine that has read nothing yet.
     *
     * @param genesis with one validator at least
     * @param deployment SHA-256 of the genesis payload
     */
    public DecisionLogMachine(Genesis genesis, Hash deployment, SignatureVerifier verifier) {
        this.partitions = genesis.partitions();
        this.oneHonest = genesis.executorQuorum().oneHonest();
        this.validators = new ValidatorSet(genesis, verifier);
        this.open = new OpenDecisions(validators);
        this.chain = DecisionChain.of(genesis, deployment);
    }

    /** Keys and membership after all decisions so far, certified or not. */
    public DecisionChain chain() {
        return chain;
    }

    /** Handles the next record. */
    public List<DecisionLogEvent> process(DecisionLogRecord record) {
        List<DecisionLogEvent> events = new ArrayList<>();
        Optional<Reason> dropped = switch (record.content()) {
            case DecisionLogRecord.Unreadable ignored -> Optional.of(Reason.UNREADABLE);
            case DecisionLogRecord.Endorsement endorsement -> endorse(endorsement, events);
            case DecisionLogRecord.Ratification ratification -> ratify(ratification, events);
            case DecisionLogRecord.Rejoin rejoin -> rejoin(rejoin, record.offset(), events);
            case DecisionLogRecord.Mandate wanted -> apply(wanted.mandate(), events);
        };
        dropped.ifPresent(reason -> events.add(new DecisionLogEvent.Dropped(record.offset(), reason)));
        return events;
    }

    private Optional<Reason> endorse(DecisionLogRecord.Endorsement endorsement, List<DecisionLogEvent> events) {
        IsolationProposal proposal = endorsement.proposal();
        if (!proposal.deployment().equals(chain.deployment())) {
            return Optional.of(Reason.WRONG_DEPLOYMENT);
        }
        Optional<ValidatorId> validator =
                validators.signer(chain.registry(), proposal.signedBytes(), endorsement.signature());
        if (validator.isEmpty()) {
            return Optional.of(Reason.BAD_SIGNATURE);
        }
        Optional<Reason> obstacle = obstacle(proposal);
        if (obstacle.isEmpty()
                && endorsements.add(
                                validator.get(),
                                proposal,
                                endorsement.signature().keyId())
                        >= validators.needed()) {
            judge(proposal, events);
        }
        return obstacle;
    }

    /** The reason why a proposal cannot be decided now, apart from the budget. */
    private Optional<Reason> obstacle(IsolationProposal proposal) {
        if (!chain.isCurrent(proposal)) {
            return Optional.of(Reason.STALE);
        }
        boolean possible = proposal.position().partition() < partitions
                && proposal.evidence().size() <= mostEvidence()
                && chain.allows(proposal)
                && (!(proposal.event() instanceof MembershipEvent.Probation) || hasAskedToRejoin(proposal.executor()));
        return possible ? Optional.empty() : Optional.of(Reason.IMPOSSIBLE);
    }

    /** As much evidence as a detector keeps, or the two ends of a streak: no validator can make the others keep more. */
    private int mostEvidence() {
        return Math.max(STREAK_ENDS, chain.policy().detection().maxEvidence());
    }

    private boolean hasAskedToRejoin(ExecutorId executor) {
        long isolation = chain.membership().find(executor).orElseThrow().isolation();
        Member asked = rejoins.get(executor);
        return asked != null && asked.isolation() == isolation;
    }

    private void judge(IsolationProposal proposal, List<DecisionLogEvent> events) {
        if (isWithinBudget(proposal)) {
            decide(proposal, outcome(), events);
        } else if (refused.putIfAbsent(proposal.event(), proposal) == null) {
            events.add(new DecisionLogEvent.Alarm(proposal));
        }
    }

    private boolean isWithinBudget(IsolationProposal proposal) {
        DecisionChain after =
                chain.after(chain.next(proposal, Enforcement.ENFORCED)).orElseThrow();
        int left = after.membership().active().size();
        return left >= leastElectorate() || left >= chain.membership().active().size();
    }

    /** With fewer than f + 1, or fewer than a verdict needs, no cursor would move and no further decision take effect. */
    private int leastElectorate() {
        return Math.max(
                isolation().minElectorate(), Math.max(chain.policy().voting().minQuorum(), oneHonest));
    }

    private IsolationPolicy isolation() {
        return chain.policy().isolation();
    }

    private Enforcement outcome() {
        return switch (isolation().enforcement()) {
            case MONITOR -> Enforcement.MONITORED;
            case ENFORCE -> Enforcement.ENFORCED;
        };
    }

    private void decide(Subject subject, Enforcement outcome, List<DecisionLogEvent> events) {
        OrderedDecision decision = chain.next(subject, outcome);
        Registry before = chain.registry();
        chain = chain.after(decision).orElseThrow();
        open.add(decision, before);
        events.add(new DecisionLogEvent.Ordered(decision));
        forget(subject);
        events.addAll(certified());
        judgeAgain(events);
    }

    private void forget(Subject subject) {
        switch (subject) {
            case IsolationProposal proposal -> endorsements.forget(proposal.executor());
            case RootMandate mandate -> {
                if (mandate.action() instanceof Action.RevokeKey revoke) {
                    endorsements.forget(revoke.keyId());
                }
            }
        }
    }

    /** After each decision: proposals that the budget refused may be possible now, or stale. */
    private void judgeAgain(List<DecisionLogEvent> events) {
        refused.values().removeIf(proposal -> obstacle(proposal).isPresent());
        refused.values().stream().filter(this::isWithinBudget).findFirst().ifPresent(proposal -> {
            refused.remove(proposal.event());
            decide(proposal, outcome(), events);
        });
    }

    private Optional<Reason> ratify(DecisionLogRecord.Ratification ratification, List<DecisionLogEvent> events) {
        Optional<Reason> dropped = open.sign(ratification);
        events.addAll(certified());
        return dropped;
    }

    private List<DecisionLogEvent> certified() {
        return open.release().stream()
                .<DecisionLogEvent>map(DecisionLogEvent.Certified::new)
                .toList();
    }

    private Optional<Reason> rejoin(DecisionLogRecord.Rejoin rejoin, long offset, List<DecisionLogEvent> events) {
        if (!rejoin.deployment().equals(chain.deployment())) {
            return Optional.of(Reason.WRONG_DEPLOYMENT);
        }
        String executor = rejoin.executor().value();
        if (!validators.isSignedByExecutor(executor, chain.registry(), rejoin.signedBytes(), rejoin.signature())) {
            return Optional.of(Reason.BAD_SIGNATURE);
        }
        Optional<Member> isolated = chain.membership()
                .find(rejoin.executor())
                .filter(member -> member.status() == MemberStatus.ISOLATED && member.isolation() == rejoin.isolation())
                .filter(member -> !member.equals(rejoins.get(rejoin.executor())));
        isolated.ifPresent(member -> {
            rejoins.put(rejoin.executor(), member);
            events.add(new DecisionLogEvent.RejoinAsked(probation(rejoin.executor(), member, offset)));
        });
        return isolated.isPresent() ? Optional.empty() : Optional.of(Reason.STALE);
    }

    /** The proposal that validators endorse then; it follows from the decision log alone, so its position is one there. */
    private IsolationProposal probation(ExecutorId executor, Member member, long offset) {
        return new IsolationProposal(
                chain.deployment(),
                new MembershipEvent.Probation(executor),
                new LogPosition(member.partition(), offset),
                0,
                List.of(),
                Hash.ZERO,
                member.decision());
    }

    private Optional<Reason> apply(RootMandate mandate, List<DecisionLogEvent> events) {
        if (!mandate.deployment().equals(chain.deployment())) {
            return Optional.of(Reason.WRONG_DEPLOYMENT);
        }
        if (!validators.isMandated(chain.registry(), mandate)) {
            return Optional.of(Reason.BAD_SIGNATURE);
        }
        if (mandate.mandate() != chain.mandates() + 1) {
            return Optional.of(Reason.STALE);
        }
        if (chain.after(chain.next(mandate, Enforcement.ENFORCED))
                .filter(after -> validators.canDecide(after.registry()))
                .isEmpty()) {
            return Optional.of(Reason.IMPOSSIBLE);
        }
        decide(mandate, Enforcement.ENFORCED, events);
        return Optional.empty();
    }
}
