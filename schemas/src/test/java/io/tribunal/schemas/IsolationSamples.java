package io.tribunal.schemas;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.decision.Subject;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.Role;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.List;
import java.util.stream.Stream;

/** Proposals, mandates and decisions of every kind, signed with the keys of {@link Samples}. */
public final class IsolationSamples {
    private static final ExecutorId E2 = new ExecutorId("e2");
    private static final Hash LOG_ROOT = Hash.sha256(Bytes.utf8("log root").array());

    private IsolationSamples() {}

    public static Stream<MembershipEvent> events() {
        return Stream.of(
                new MembershipEvent.Isolate(E2, DeviationClass.WRONG),
                new MembershipEvent.Isolate(E2, DeviationClass.EQUIVOCATED),
                new MembershipEvent.Isolate(E2, DeviationClass.SLOW),
                new MembershipEvent.Down(E2),
                new MembershipEvent.Up(E2),
                new MembershipEvent.Probation(E2),
                new MembershipEvent.Readmit(E2, 3));
    }

    public static IsolationProposal proposal(MembershipEvent event) {
        return new IsolationProposal(
                Samples.deployment(),
                event,
                new LogPosition(1, 4_711),
                15_600_000_000L,
                List.of(17L, 19L, 23L),
                LOG_ROOT,
                2);
    }

    public static RootMandate mandate(Action action) {
        return RootMandate.by(
                List.of(Samples.ROOT), Samples.deployment(), 1, action, PayloadCodec.encodeAction(action));
    }

    public static Stream<Action> actions() {
        return Stream.of(
                new Action.RegisterKey(Samples.registered(Samples.key("new"), Role.CLIENT, "new")),
                new Action.RevokeKey(new KeyId("k1")),
                new Action.ChangePolicy(Samples.policy()),
                new Action.VoidState(3, 4_711, Hash.sha256()));
    }

    public static Stream<Subject> subjects() {
        return Stream.concat(events().map(IsolationSamples::proposal), actions().map(IsolationSamples::mandate));
    }

    /** Decision 3, certified by the only validator. */
    public static CertifiedDecision certified(Subject subject, Enforcement outcome) {
        OrderedDecision decision = new OrderedDecision(3, LOG_ROOT, subject, outcome);
        return new CertifiedDecision(decision, QuorumCertificate.by(List.of(Samples.VALIDATOR), decision));
    }

    public static Stream<CertifiedDecision> decisions() {
        return Stream.concat(
                subjects().map(subject -> certified(subject, Enforcement.ENFORCED)),
                Stream.of(certified(proposal(new MembershipEvent.Down(E2)), Enforcement.MONITORED)));
    }

    /** Every kind of record of isolation-endorsements. */
    public static Stream<DecisionLogRecord.Content> contents() {
        Stream<DecisionLogRecord.Content> endorsements = events().map(IsolationSamples::proposal)
                .map(proposal -> new DecisionLogRecord.Endorsement(
                        proposal, KeySignature.by(Samples.VALIDATOR, proposal.signedBytes())));
        Stream<DecisionLogRecord.Content> mandates =
                actions().map(IsolationSamples::mandate).map(DecisionLogRecord.Mandate::new);
        OrderedDecision ordered = certified(mandate(new Action.RevokeKey(new KeyId("k1"))), Enforcement.ENFORCED)
                .decision();
        Stream<DecisionLogRecord.Content> others = Stream.of(
                new DecisionLogRecord.Ratification(3, KeySignature.by(Samples.VALIDATOR, ordered.signedBytes())),
                new DecisionLogRecord.Rejoin(
                        Samples.deployment(),
                        E2,
                        3,
                        KeySignature.by(
                                Samples.key("e2"), DecisionLogRecord.Rejoin.signedBytes(Samples.deployment(), E2, 3))));
        return Stream.of(endorsements, mandates, others).flatMap(some -> some);
    }
}
