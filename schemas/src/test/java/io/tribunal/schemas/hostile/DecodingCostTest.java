package io.tribunal.schemas.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.schemas.Samples;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.Ed25519;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody has signed these records. What a reader does before it knows must not cost it more than to hash them some times. */
class DecodingCostTest {
    /** Rounds of hashing the record ten times. */
    private static final int ROUNDS = 30;
    /** Bytes for each byte of the record, most of them garbage at once. */
    private static final long BYTES_A_BYTE = 128;
    /** As many keys as a record of 1 MiB holds. */
    private static final int KEYS = 13_500;

    private static byte[] crowded = {};
    private static long mostCpu;

    @BeforeAll
    static void shouldRunCompiledCode() {
        for (Decoder decoder : Decoder.values()) {
            HostileBodies.of(decoder.schema(), 10_000).map(decoder::value).forEach(decoder::decode);
        }
        mostCpu = ROUNDS * Cost.ofTenHashes().cpu();
        crowded = crowded();
    }

    @ParameterizedTest
    @EnumSource
    void shouldDecodeWhateverFillsARecordAtTheCostOfHashingIt(Decoder decoder) {
        HostileBodies.of(decoder.schema(), decoder.largestBody())
                .map(decoder::value)
                .forEach(value -> assertBounded(value.length, () -> decoder.decode(value)));
    }

    /** Measures again what is not within the bounds, since other work may have come between. */
    private static void assertBounded(int size, Runnable work) {
        Cost cost = Cost.once(work);
        if (cost.cpu() > mostCpu) {
            cost = Cost.of(work);
        }
        assertThat(cost.cpu()).describedAs("ns for %s bytes", size).isLessThan(mostCpu);
        assertThat(cost.allocated())
                .describedAs("bytes for %s bytes", size)
                .isLessThan(BYTES_A_BYTE * Math.max(size, 10_000));
    }

    /** A genesis that nobody has signed, of as many keys as a record holds. */
    private static byte[] crowded() {
        Genesis few = Samples.genesis();
        List<RegisteredKey> keys = IntStream.range(0, KEYS)
                .parallel()
                .mapToObj(i -> Samples.registered(Samples.key("crowd" + i), Role.CLIENT, "c"))
                .sorted(Comparator.comparing(RegisteredKey::keyId))
                .toList();
        Genesis many = new Genesis(
                few.deployment(),
                few.service(),
                few.partitions(),
                few.executors(),
                few.validators(),
                keys,
                few.rootThreshold(),
                few.policy(),
                few.rulesVersion());
        byte[] value = BusinessCodec.encode(0, Decoder.envelope(PayloadType.GENESIS, PayloadCodec.encode(many)));
        assertThat(value.length).isBetween(Limits.MAX_ENTRY * 3 / 4, Limits.MAX_ENTRY);
        return value;
    }

    @Test
    void shouldNotValidateThousandsOfKeysOfAGenesisThatIsRefusedAnyway() {
        PartitionAdmission admission = opened();

        assertBounded(
                crowded.length,
                () -> assertThat(decide(admission, 7, crowded))
                        .isInstanceOfSatisfying(
                                Decision.Refused.class,
                                refused -> assertThat(refused.reason()).isEqualTo(Rejection.WRONG_DEPLOYMENT)));
    }

    @Test
    void shouldNotValidateTheKeysOfAnotherDeploymentsGenesisInTheTopicOfRules() {

        assertBounded(crowded.length, () -> BusinessCodec.decodeRule(new LogPosition(0, 7), 1, true, crowded));
    }

    private static PartitionAdmission opened() {
        byte[] genesis = BusinessCodec.encode(
                0, Decoder.envelope(PayloadType.GENESIS, PayloadCodec.encode(Samples.genesis(RulesVersion.LATEST))));
        Hash deployment = PayloadCodec.genesisHash(Samples.genesis(RulesVersion.LATEST));
        PartitionAdmission admission = new PartitionAdmission(0, deployment, Ed25519.verifier());
        assertThat(decide(admission, 0, genesis)).isInstanceOf(Decision.Opened.class);
        return admission;
    }

    private static Decision decide(PartitionAdmission admission, long offset, byte[] value) {
        return admission.decide(BusinessCodec.decode(new LogPosition(0, offset), 1, true, value));
    }
}
