package io.tribunal.cli.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.behaviour.Transition;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.Role;
import io.tribunal.core.partition.UnsettledEntry;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.NormalizationProfile;
import io.tribunal.core.policy.OperationPolicy;
import io.tribunal.core.policy.PayloadPolicy;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.VotingPolicy;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.schemas.signing.SigningKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RulesInForceTest {
    private final RootFixture fixture = new RootFixture();
    private final Action revocation = new Action.RevokeKey(fixture.keyId("client"));

    private static void refused(ExitCode code, String message, ThrowingCallable call) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(call)
                .withMessageContaining(message)
                .satisfies(error -> assertThat(error.exitCode()).isEqualTo(code));
    }

    private void notAllowed(ExitCode code, String message, Action action) {
        refused(code, message, () -> fixture.rules().requireAllowed(action));
    }

    private void notAcceptable(ExitCode code, String message, Proposal proposal) {
        refused(code, message, () -> fixture.rules().requireAcceptable(proposal));
    }

    private static Proposal with(Proposal proposal, KeySignature... more) {
        List<KeySignature> all = Stream.concat(proposal.signatures().stream(), Stream.of(more))
                .sorted(Comparator.comparing(KeySignature::keyId))
                .toList();
        return new Proposal(
                proposal.deployment(),
                proposal.mandate(),
                proposal.action(),
                proposal.remarks(),
                proposal.threshold(),
                proposal.roots(),
                all);
    }

    @Test
    void shouldTakeWhatEnoughOwnersHaveSigned() {
        fixture.rules().requireAcceptable(fixture.proposal(revocation, "carol", "alice"));
    }

    @Test
    void shouldNameWhoStillHasToSign() {
        notAcceptable(
                ExitCode.USAGE,
                "1 of 2 owners have signed: [bob]; still to sign: [alice, carol]",
                fixture.proposal(revocation, "bob"));
    }

    @Test
    void shouldCountAnOwnerWithTwoKeysOnce() {
        SigningKey second = SigningKey.generate();
        fixture.apply(new Action.RegisterKey(RootFixture.registered(second, Role.ROOT, "alice")));
        Proposal once = fixture.proposal(revocation, "alice");

        refused(ExitCode.USAGE, "alice has signed it already", () -> once.signedBy(second));
        notAcceptable(ExitCode.USAGE, "1 of 2 owners", with(once, KeySignature.by(second, once.signedBytes())));
    }

    @Test
    void shouldRefuseSignaturesOfKeysThatAreNotRootsInForce() {
        Proposal proposal = fixture.proposal(revocation, "alice");
        SigningKey foreign = SigningKey.generate();
        byte[] message = proposal.signedBytes();

        refused(ExitCode.USAGE, "none of the proposal's ROOT keys", () -> proposal.signedBy(foreign));
        notAcceptable(
                ExitCode.VERIFICATION_FAILED, "is not registered", with(proposal, KeySignature.by(foreign, message)));
        notAcceptable(
                ExitCode.VERIFICATION_FAILED,
                "is a key of role VALIDATOR",
                with(proposal, KeySignature.by(fixture.key("v1"), message)));
        fixture.apply(new Action.RevokeKey(fixture.keyId("bob")));
        Proposal later = fixture.proposal(revocation, "alice");
        notAcceptable(
                ExitCode.VERIFICATION_FAILED,
                "was revoked",
                with(later, KeySignature.by(fixture.key("bob"), later.signedBytes())));
    }

    @Test
    void shouldRefuseAProposalOfAnotherDeployment() {
        notAcceptable(
                ExitCode.VERIFICATION_FAILED,
                "the proposal is for deployment",
                new RootFixture().proposal(new Action.VoidState(0, 7, Hash.ZERO), "alice", "bob"));
    }

    @Test
    void shouldRefuseAProposalWhenAnotherMandateCameBetween() {
        Proposal signed = fixture.proposal(revocation, "alice", "bob");
        fixture.apply(new Action.VoidState(0, 7, Hash.ZERO));

        notAcceptable(ExitCode.USAGE, "this is mandate 1, and the next one is 2", signed);
    }

    @Test
    void shouldRefuseASignatureThatWasMadeOfOtherBytes() {
        Proposal other = fixture.proposal(new Action.VoidState(0, 7, Hash.ZERO), "bob");
        Proposal mixed =
                with(fixture.proposal(revocation, "alice"), other.signatures().getFirst());

        notAcceptable(ExitCode.VERIFICATION_FAILED, "the signature of bob does not hold", mixed);
    }

    @Test
    void shouldRegisterAKeyOnceAndOnlyForWhoTakesPart() {
        Action again = new Action.RegisterKey(RootFixture.registered(fixture.key("client"), Role.CLIENT, "other"));
        notAllowed(ExitCode.USAGE, "is registered already, as CLIENT of client", again);
        notAllowed(
                ExitCode.USAGE,
                "no EXECUTOR e9 in genesis; known are [e1, e2, e3]",
                new Action.RegisterKey(RootFixture.registered(SigningKey.generate(), Role.EXECUTOR, "e9")));
        notAllowed(
                ExitCode.USAGE,
                "no VALIDATOR e1 in genesis; known are [v1, v2, v3]",
                new Action.RegisterKey(RootFixture.registered(SigningKey.generate(), Role.VALIDATOR, "e1")));
        fixture.rules()
                .requireAllowed(
                        new Action.RegisterKey(RootFixture.registered(SigningKey.generate(), Role.CLIENT, "shop")));
        fixture.apply(revocation);
        notAllowed(ExitCode.USAGE, "a key is never registered twice", again);
    }

    @Test
    void shouldRevokeOnlyWhatIsInForceAndLeavesSomebodyToDecide() {
        notAllowed(ExitCode.NOT_FOUND, "no key ed25519:none", new Action.RevokeKey(new KeyId("ed25519:none")));
        fixture.apply(revocation);
        notAllowed(ExitCode.USAGE, "was revoked already", revocation);
        fixture.apply(new Action.RevokeKey(fixture.keyId("v1")));
        notAllowed(ExitCode.USAGE, "too few validators", new Action.RevokeKey(fixture.keyId("v2")));
        fixture.apply(new Action.RevokeKey(fixture.keyId("alice")));
        notAllowed(ExitCode.USAGE, "fewer than 2 owners", new Action.RevokeKey(fixture.keyId("bob")));
    }

    @Test
    void shouldRefuseAPolicyThatChangesNothingOrCannotBeUsed() {
        Policy now = fixture.policy();
        VotingPolicy voting = now.voting();
        policyRefused("nothing would change", now);
        policyRefused("minQuorum must be 2 (f + 1) to 3 (all executors), not 1", withQuorum(now, 1));
        policyRefused("minQuorum must be 2 (f + 1) to 3 (all executors), not 4", withQuorum(now, 4));
        policyRefused(
                "acceptedFingerprints must keep", now.withPayloads(new PayloadPolicy(List.of(1L), new TreeMap<>())));
        BehaviourModel model = new BehaviourModel(
                "A",
                new TreeSet<>(List.of("A")),
                new TreeSet<>(),
                List.of(new Transition("A", "(", "x", Optional.of(0), "A")));
        policyRefused(
                "would match nothing",
                now.withVoting(voting.withAdjudication(Adjudication.EXACT_MAJORITY, Optional.of(model))));
        NormalizationProfile unusable =
                new NormalizationProfile(List.of("no pointer"), new TreeMap<>(), List.of(), List.of(), List.of());
        policyRefused(
                "a normalization profile cannot be applied",
                now.withPayloads(now.payloads()
                        .withOperations(new TreeMap<>(Map.of("GET", new OperationPolicy("GET", 1, unusable))))));
    }

    private void policyRefused(String message, Policy policy) {
        notAllowed(ExitCode.USAGE, message, new Action.ChangePolicy(policy));
    }

    private static Policy withQuorum(Policy policy, int quorum) {
        VotingPolicy voting = policy.voting();
        return policy.withVoting(
                new VotingPolicy(quorum, voting.adjudication(), voting.behaviour(), voting.embedCertificates()));
    }

    @Test
    void shouldVoidOnlyTheEntryThatStopsThePartition() {
        Hash before = Hash.sha256();
        UnsettledEntry stopped = new UnsettledEntry(7, before, true);

        assertThat(RulesInForce.requireStopped(0, 7, Optional.of(stopped))).isEqualTo(before);
        refused(
                ExitCode.NOT_FOUND,
                "the first entry without an agreed state is 0@7",
                () -> RulesInForce.requireStopped(0, 6, Optional.of(stopped)));
        refused(
                ExitCode.NOT_FOUND,
                "no entry waits for a Void in partition 0",
                () -> RulesInForce.requireStopped(0, 7, Optional.empty()));
        refused(
                ExitCode.INCOMPLETE,
                "0@7 is not decided yet",
                () -> RulesInForce.requireStopped(0, 7, Optional.of(new UnsettledEntry(7, before, false))));
        notAllowed(ExitCode.NOT_FOUND, "there is no partition 2", new Action.VoidState(2, 7, before));
    }
}
