package io.tribunal.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.schemas.Samples;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.PublicKeys;
import org.junit.jupiter.api.Test;

/** A genesis that stands elsewhere than at offset 0, and other records that cannot be read, under each version of the rules. */
class StrayGenesisTest {
    private static final RulesVersion FIRST = RulesVersion.FIRST;
    private static final RulesVersion LATEST = RulesVersion.LATEST;

    private static Bytes record(Bytes payload) {
        return Bytes.wrap(BusinessCodec.encode(0, new EnvelopeSigner(Samples.ROOT).sign(PayloadType.GENESIS, payload)));
    }

    private static Decision.Refused refusal(RulesVersion version, Bytes value) {
        Genesis genesis = Samples.genesis(version);
        PartitionAdmission admission = new PartitionAdmission(0, PayloadCodec.genesisHash(genesis), Ed25519.verifier());
        decide(admission, 0, record(PayloadCodec.encode(genesis)));
        return (Decision.Refused) decide(admission, 1, value);
    }

    private static Decision decide(PartitionAdmission admission, long offset, Bytes value) {
        return admission.decide(BusinessCodec.decode(new LogPosition(0, offset), 1, true, value.array()));
    }

    /** A genesis in which a key is the neutral element, under its own key id. */
    private static Bytes withInvalidKey() {
        Bytes neutral = Bytes.hex("01" + "00".repeat(31));
        String key = Samples.genesis().keys().getFirst().publicKey().toHex();
        String id = hex(Samples.genesis().keys().getFirst().keyId().value());
        String invalid = PayloadCodec.encode(Samples.genesis()).toHex().replace(key, neutral.toHex());
        return record(
                Bytes.hex(invalid.replace(id, hex(PublicKeys.keyIdOf(neutral).value()))));
    }

    private static String hex(String text) {
        return Bytes.utf8(text).toHex();
    }

    @Test
    void shouldNameTheKeysAtVersionOneOnly() {
        Decision.Refused first = refusal(FIRST, withInvalidKey());
        Decision.Refused latest = refusal(LATEST, withInvalidKey());

        assertThat(first.reason()).isEqualTo(Rejection.MALFORMED);
        assertThat(first.detail()).isEqualTo("publicKey is no canonical Ed25519 key of prime order");
        assertThat(latest.reason()).isEqualTo(Rejection.WRONG_DEPLOYMENT);
        assertThat(latest.detail()).isEqualTo("OTHER_DEPLOYMENT");
    }

    @Test
    void shouldTellAnUnreadableRecordInWordsAtVersionOneOnly() {
        Bytes noise = Bytes.hex("0000000000");

        assertThat(refusal(FIRST, noise).detail()).isEqualTo("payloadType: ends early");
        assertThat(refusal(LATEST, noise).detail()).isEqualTo("UNREADABLE");
    }
}
