package io.tribunal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Payload;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.ingest.check.VerdictFixture;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryFollowerTest {
    private final VerdictFixture fixture = new VerdictFixture();

    private RegistryFollower follower(Hash deployment) {
        return new RegistryFollower(Optional.of(deployment), Ed25519.verifier());
    }

    private static BusinessRecord record(long offset, SigningKey signer, Payload payload) {
        byte[] value =
                BusinessCodec.encode(0, new EnvelopeSigner(signer).sign(payload.type(), PayloadCodec.encode(payload)));
        return BusinessCodec.decode(new LogPosition(0, offset), VerdictFixture.APPEND_TIME, true, value);
    }

    private BusinessRecord genesis() {
        return record(0, VerdictFixture.key("root"), fixture.trust().genesis());
    }

    private BusinessRecord revocation(SigningKey signer) {
        Action action = new Action.RevokeKey(VerdictFixture.key("e2").keyId());
        Bytes bytes = PayloadCodec.encodeAction(action);
        RootMandate mandate = RootMandate.by(List.of(signer), fixture.deployment(), 1, action, bytes);
        OrderedDecision decision = new OrderedDecision(1, Hash.ZERO, mandate, Enforcement.ENFORCED);
        return record(9, signer, new Control(new CertifiedDecision(decision, QuorumCertificate.NONE)));
    }

    @Test
    void shouldTrustTheGenesisOfTheConfiguredDeployment() {
        RegistryFollower follower = follower(fixture.deployment());
        follower.follow(genesis());
        assertThat(follower.trust()).isEqualTo(fixture.trust());
    }

    @Test
    void shouldRefuseAnotherDeployment() {
        assertThatThrownBy(() -> follower(Hash.ZERO).follow(genesis()))
                .isInstanceOf(UntrustedDeploymentException.class)
                .hasMessageContaining(fixture.deployment().toHex());
    }

    @Test
    void shouldRefuseALogThatDoesNotBeginWithGenesis() {
        assertThatThrownBy(() -> follower(fixture.deployment()).follow(revocation(VerdictFixture.key("root"))))
                .isInstanceOf(UntrustedDeploymentException.class);
    }

    @Test
    void shouldApplyARevocationThatRootSigned() {
        RegistryFollower follower = follower(fixture.deployment());
        follower.follow(genesis());
        follower.follow(revocation(VerdictFixture.key("root")));
        assertThat(follower.trust().registry().find(VerdictFixture.key("e2").keyId()))
                .isEmpty();
        assertThat(follower.trust().deployment()).isEqualTo(fixture.deployment());
    }

    @Test
    void shouldIgnoreARevocationThatAnotherKeySigned() {
        RegistryFollower follower = follower(fixture.deployment());
        follower.follow(genesis());
        follower.follow(revocation(VerdictFixture.key("e1")));
        assertThat(follower.trust().registry().find(VerdictFixture.key("e2").keyId()))
                .isPresent();
    }

    @Test
    void shouldPinTheFirstGenesisWhenNoDeploymentIsConfigured() {
        RegistryFollower follower = new RegistryFollower(Optional.empty(), Ed25519.verifier());
        follower.follow(genesis());
        assertThat(follower.trust().deployment()).isEqualTo(fixture.deployment());
    }
}
