package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
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
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.Role;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.policy.IsolationPolicy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.schemas.codec.BusinessCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Control entries with forged decisions: each gets its verdict, changes nothing, and the next entry is processed. */
class ForgedDecisionTest {
    private static final SimDeployment DEPLOYMENT = SimDeployment.of(5, 5, 2, new SimPolicy());
    private static final ExecutorId E2 = new ExecutorId("e2");
    private static final Action REVOCATION =
            new Action.RevokeKey(SimKeys.signer("v5").keyId());

    record Forged(String name, Rejection reason, String detail, CertifiedDecision decision) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Forgeries after decision 1, which revokes the key of {@code v5}. */
    private static SimRoot root() {
        SimRoot root = new SimRoot(DEPLOYMENT);
        root.decide(REVOCATION);
        return root;
    }

    static Stream<Forged> forgeries() {
        return Stream.of(signatures(), certificates(), places(), effects()).flatMap(some -> some);
    }

    private static Stream<Forged> signatures() {
        OrderedDecision genuine = decided(isolation("e2", 0));
        return Stream.of(
                bad("no certificate", signed(genuine)),
                bad("v signatures", signed(genuine, "v1", "v2")),
                bad("a revoked key", signed(genuine, "v1", "v2", "v5")),
                bad("an executor's key", signed(genuine, "v1", "v2", "e3")),
                bad("ROOT's key", signed(genuine, "v1", "v2", SimDeployment.ROOT)),
                bad("an unknown key", signed(genuine, "v1", "v2", "v6")),
                new Forged(
                        "more signatures than validators",
                        Rejection.BAD_CERTIFICATE,
                        "TOO_MANY_SIGNATURES",
                        signed(genuine, "v1", "v2", "v3", "v4", "v5", "v6")));
    }

    private static Stream<Forged> certificates() {
        IsolationProposal about = isolation("e2", 0);
        SimRoot elsewhere = new SimRoot(SimDeployment.of(5, 5, 3, new SimPolicy()));
        elsewhere.decide(REVOCATION);
        IsolationProposal foreign = elsewhere.proposal(about.event(), 0);
        OrderedDecision genuine = decided(about);
        return Stream.of(
                bad("made for another executor", moved(decided(isolation("e3", 0)))),
                bad("made for another partition", moved(decided(isolation("e2", 1)))),
                bad("made for another deployment", moved(elsewhere.next(foreign, Enforcement.ENFORCED))),
                bad(
                        "made for another number",
                        moved(new OrderedDecision(3, genuine.previous(), about, Enforcement.ENFORCED))),
                bad("made for another past", moved(new OrderedDecision(2, Hash.ZERO, about, Enforcement.ENFORCED))),
                bad("made for monitoring", moved(root().next(about, Enforcement.MONITORED))),
                bad("made for other evidence", moved(decided(changed(about, about.statistic(), List.of(1L))))),
                bad("made for another statistic", moved(decided(changed(about, 1, about.evidence())))),
                new Forged(
                        "another deployment's decision",
                        Rejection.WRONG_DEPLOYMENT,
                        "OTHER_DEPLOYMENT",
                        signed(elsewhere.next(foreign, Enforcement.ENFORCED), "v1", "v2", "v3")));
    }

    private static Stream<Forged> places() {
        OrderedDecision genuine = decided(isolation("e2", 0));
        return Stream.of(
                new Forged(
                        "a decision again",
                        Rejection.REPLAYED,
                        "IN_FORCE",
                        signed(new SimRoot(DEPLOYMENT).next(root().mandate(REVOCATION), Enforcement.ENFORCED), "v1")),
                new Forged(
                        "a decision too early",
                        Rejection.OUT_OF_ORDER,
                        "ONE_MISSING",
                        signed(
                                new OrderedDecision(3, genuine.hash(), genuine.subject(), Enforcement.ENFORCED),
                                "v1",
                                "v2",
                                "v3")),
                new Forged(
                        "a decision on another past",
                        Rejection.BAD_CERTIFICATE,
                        "OTHER_PREVIOUS",
                        signed(
                                new OrderedDecision(2, Hash.ZERO, genuine.subject(), Enforcement.ENFORCED),
                                "v1",
                                "v2",
                                "v3")));
    }

    /** Decisions with a valid certificate that honest validators would not sign; these must have no effect either. */
    private static Stream<Forged> effects() {
        RootMandate old = new SimRoot(DEPLOYMENT).mandate(new Action.ChangePolicy(new SimPolicy().build(5)));
        RootMandate next = root().mandate(old.action());
        RootMandate unsigned =
                new RootMandate(next.deployment(), next.mandate(), next.action(), next.actionBytes(), List.of());
        return Stream.of(
                impossible("UP of who is not DOWN", root().proposal(new MembershipEvent.Up(E2), 0)),
                impossible("PROBATION of who is not isolated", root().proposal(new MembershipEvent.Probation(E2), 0)),
                impossible("READMIT of who is not isolated", root().proposal(new MembershipEvent.Readmit(E2, 0), 0)),
                impossible("isolation of a stranger", isolation("e9", 0)),
                new Forged(
                        "an old policy", Rejection.INVALID_ACTION, "MANDATE", signed(decided(old), "v1", "v2", "v3")),
                new Forged(
                        "a policy without ROOT",
                        Rejection.BAD_CERTIFICATE,
                        "TOO_FEW_ROOTS",
                        signed(decided(unsigned), "v1", "v2", "v3")));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void shouldRejectAForgedDecisionWithItsReasonAndContinue(Forged forged) {
        PartitionFixture fixture = new PartitionFixture(DEPLOYMENT);
        fixture.control(REVOCATION);
        long bad = fixture.append(SimRoot.entry(forged.decision()));
        List.of("e1", "e3", "e4").forEach(executor -> fixture.heartbeat(executor, bad));

        Verdict verdict = fixture.lastVerdict();
        assertThat(verdict.position().offset()).isEqualTo(bad);
        assertThat(verdict.outcome()).isInstanceOfSatisfying(Verdict.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(forged.reason());
            assertThat(rejected.detail()).isEqualTo(forged.detail());
        });
        assertThat(DEPLOYMENT.executors()).allMatch(name -> fixture.status(name) == MemberStatus.ACTIVE);

        fixture.control(new MembershipEvent.Isolate(E2, DeviationClass.WRONG));
        long next = fixture.request();
        List.of("e1", "e3", "e4").forEach(executor -> fixture.answer(executor, next));
        assertThat(fixture.outcomes(next)).containsExactly("Agreed");
        assertThat(fixture.lastVerdict().electorate()).doesNotContain(E2).hasSize(4);
        assertThat(fixture.status("e2")).isEqualTo(MemberStatus.ISOLATED);
    }

    /** Such a certificate cannot even be encoded: signatures are in ascending order of their keys. */
    @Test
    void shouldRejectASignatureInThePlaceOfAnother() {
        PartitionFixture fixture = new PartitionFixture(DEPLOYMENT);
        fixture.control(REVOCATION);
        OrderedDecision genuine = decided(isolation("e2", 0));
        KeySignature first = KeySignature.by(SimKeys.signer("v1"), genuine.signedBytes());
        KeySignature second = KeySignature.by(SimKeys.signer("v2"), genuine.signedBytes());
        String twice = SimRoot.entry(signed(genuine, "v1", "v2", "v3"))
                .value()
                .toHex()
                .replace(
                        Bytes.utf8(second.keyId()).toHex(),
                        Bytes.utf8(first.keyId()).toHex())
                .replace(second.signature().toHex(), first.signature().toHex());

        long bad = fixture.append(PlannedEntry.control(Bytes.hex(twice).array()));
        List.of("e1", "e3", "e4").forEach(executor -> fixture.heartbeat(executor, bad));

        assertThat(fixture.lastVerdict().outcome())
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Rejection.MALFORMED));
        assertThat(fixture.status("e2")).isEqualTo(MemberStatus.ACTIVE);
    }

    /** Repeated, missing, reordered and forged decisions, as long as all are written again in the end. */
    @Test
    void shouldReachTheSameMembershipInEveryPartition() {
        SimRoot root = new SimRoot(DEPLOYMENT);
        List<byte[]> entries = new ArrayList<>();
        history(root).forEach(entry -> entries.add(entry.value().array()));
        int decisions = entries.size();
        forgeries()
                .forEach(forged ->
                        entries.add(SimRoot.entry(forged.decision()).value().array()));

        for (long seed = 0; seed < 100; seed++) {
            int partition = (int) (seed % 2);
            PartitionAdmission admission = new PartitionAdmission(partition, DEPLOYMENT.hash(), SimKeys.VERIFIER);
            Random random = new Random(seed);
            admission.decide(record(partition, 0, DEPLOYMENT.genesisValue()));
            for (long offset = 1; admission.chain().number() < decisions; offset++) {
                admission.decide(record(partition, offset, entries.get(random.nextInt(entries.size()))));
            }
            assertThat(admission.chain()).as("seed %s", seed).isEqualTo(root.chain());
        }
    }

    private static Stream<PlannedEntry> history(SimRoot root) {
        ExecutorId e1 = new ExecutorId("e1");
        ExecutorId e3 = new ExecutorId("e3");
        Action monitored = new Action.ChangePolicy(new SimPolicy()
                .isolation(IsolationPolicy.defaults(new QuorumSpec(5)).with(IsolationPolicy.Enforcement.MONITOR))
                .build(5));
        List<PlannedEntry> history = new ArrayList<>();
        history.add(decide(root, new MembershipEvent.Isolate(e1, DeviationClass.WRONG)));
        history.add(decide(root, new MembershipEvent.Down(e3)));
        history.add(root.decide(monitored));
        history.add(decide(root, new MembershipEvent.Probation(e1)));
        history.add(decide(root, new MembershipEvent.Isolate(e3, DeviationClass.SLOW)));
        history.add(decide(root, new MembershipEvent.Readmit(e1, 1)));
        history.add(root.decide(new Action.RegisterKey(SimKeys.registered("late", Role.CLIENT))));
        history.add(decide(root, new MembershipEvent.Isolate(e1, DeviationClass.EQUIVOCATED)));
        assertThat(root.chain().number()).isEqualTo(history.size());
        return history.stream();
    }

    private static PlannedEntry decide(SimRoot root, MembershipEvent event) {
        return root.decide(root.proposal(event, 0), Enforcement.ENFORCED);
    }

    private static BusinessRecord record(int partition, long offset, byte[] value) {
        return BusinessCodec.decode(new LogPosition(partition, offset), SimClock.START, true, value);
    }

    private static Forged bad(String name, CertifiedDecision decision) {
        return new Forged(name, Rejection.BAD_CERTIFICATE, "TOO_FEW_VALIDATORS", decision);
    }

    private static Forged impossible(String name, IsolationProposal proposal) {
        return new Forged(name, Rejection.INVALID_ACTION, "PROPOSAL", signed(decided(proposal), "v1", "v2", "v3"));
    }

    private static IsolationProposal isolation(String executor, int partition) {
        return root().proposal(new MembershipEvent.Isolate(new ExecutorId(executor), DeviationClass.WRONG), partition);
    }

    private static IsolationProposal changed(IsolationProposal it, long statistic, List<Long> evidence) {
        return new IsolationProposal(
                it.deployment(), it.event(), it.position(), statistic, evidence, it.logRoot(), it.previousDecision());
    }

    private static OrderedDecision decided(Subject subject) {
        return root().next(subject, Enforcement.ENFORCED);
    }

    /** An allowed decision with the certificate of another one. */
    private static CertifiedDecision moved(OrderedDecision other) {
        return new CertifiedDecision(
                decided(isolation("e2", 0)), signed(other, "v1", "v2", "v3").certificate());
    }

    private static CertifiedDecision signed(OrderedDecision decision, String... signers) {
        List<KeySignature> signatures = Stream.of(signers)
                .map(name -> KeySignature.by(SimKeys.signer(name), decision.signedBytes()))
                .sorted(Comparator.comparing(KeySignature::keyId))
                .toList();
        return new CertifiedDecision(decision, new QuorumCertificate(signatures));
    }
}
