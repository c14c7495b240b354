package io.tribunal.kafka.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Payload;
import io.tribunal.core.log.Request;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenesisReaderTest {
    private static final String LOG = "bank.business-log";
    private static final TopicPartition FIRST = new TopicPartition(LOG, 0);
    private static final SigningKey ROOT = SigningKey.generate();
    private static final Genesis GENESIS = genesis(RulesVersion.LATEST);
    private static final Hash DEPLOYMENT =
            Hash.sha256(PayloadCodec.encode(GENESIS).array());

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
    private final GenesisReader reader = new GenesisReader(consumer, LOG);

    private static Genesis genesis(RulesVersion version) {
        return new Genesis(
                Hash.ZERO,
                "ledger",
                3,
                List.of(new ExecutorId("e1")),
                List.of(),
                List.of(new RegisteredKey(ROOT.keyId(), Role.ROOT, "root", ROOT.publicKey())),
                1,
                Policy.defaults(new QuorumSpec(1), PayloadCodec.fingerprints()),
                version);
    }

    @Test
    void shouldFindTheGenesisOfARulesVersionThatNamesNone() {
        Genesis first = genesis(RulesVersion.FIRST);
        log(1, 0, signed(first), TimestampType.LOG_APPEND_TIME);

        assertThat(reader.pin(0).genesis()).isEqualTo(first);
    }

    @Test
    void shouldRefuseRulesThatItDoesNotKnowByName() {
        log(1, 0, signed(genesis(new RulesVersion(3))), TimestampType.LOG_APPEND_TIME);

        assertThatThrownBy(() -> reader.pin(0))
                .isInstanceOf(GenesisMismatchException.class)
                .hasMessage("0@0 of bank.business-log cannot be used: genesis asks for rules version 3,"
                        + " this release knows those up to 2; use a newer one");
    }

    @Test
    void shouldFindTheGenesisOfTheDeployment() {
        // Given
        log(1, 0, signed(GENESIS), TimestampType.LOG_APPEND_TIME);

        // When
        GenesisRecord found = reader.require(0, DEPLOYMENT);

        // Then
        assertThat(found.genesis()).isEqualTo(GENESIS);
        assertThat(found.deployment()).isEqualTo(DEPLOYMENT);
    }

    @Test
    void shouldFindNothingInAnEmptyPartition() {
        consumer.updateEndOffsets(Map.of(FIRST, 0L));

        assertThat(reader.first(0)).isEmpty();
        assertThatThrownBy(() -> reader.pin(0))
                .isInstanceOf(GenesisMismatchException.class)
                .hasMessageContaining("no deployment was founded there");
    }

    @Test
    void shouldRefuseAnotherDeploymentsGenesis() {
        log(1, 0, signed(GENESIS), TimestampType.LOG_APPEND_TIME);

        assertThatThrownBy(() -> reader.require(0, Hash.sha256()))
                .isInstanceOf(GenesisMismatchException.class)
                .hasMessageContaining(DEPLOYMENT.toString());
    }

    @Test
    void shouldRefuseARequestInPlaceOfGenesis() {
        Request request = new Request(
                DEPLOYMENT,
                new RequestId(Bytes.wrap(new byte[16])),
                new ClientId("mallory"),
                1,
                Long.MAX_VALUE,
                "main",
                "GET",
                "application/json",
                Bytes.utf8("{}"));
        log(1, 0, signed(request), TimestampType.LOG_APPEND_TIME);

        assertThatThrownBy(() -> reader.pin(0))
                .isInstanceOf(GenesisMismatchException.class)
                .hasMessageContaining("is not a genesis but REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "\u0000\u0000\u0000\u0000\u0000"})
    void shouldRefuseAnUnreadableRecord(String value) {
        log(1, 0, Bytes.utf8(value).array(), TimestampType.LOG_APPEND_TIME);

        assertThatThrownBy(() -> reader.pin(0))
                .isInstanceOf(GenesisMismatchException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void shouldRefuseAGenesisThatTheBrokerDidNotStamp() {
        log(1, 0, signed(GENESIS), TimestampType.CREATE_TIME);

        assertThatThrownBy(() -> reader.require(0, DEPLOYMENT))
                .isInstanceOf(GenesisMismatchException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void shouldRefuseAGenesisAtAnyOtherOffset() {
        log(8, 7, signed(GENESIS), TimestampType.LOG_APPEND_TIME);

        assertThatThrownBy(() -> reader.require(0, DEPLOYMENT))
                .isInstanceOf(GenesisMismatchException.class)
                .hasMessageContaining("no record at offset 0");
    }

    @Test
    void shouldNotWaitForARecordWhenTheLogHoldsOnlyTransactionMarkers() {
        // Given a log that ends at 2, with transaction markers only
        consumer.updateEndOffsets(Map.of(FIRST, 2L));
        consumer.schedulePollTask(() -> consumer.seek(FIRST, 2));

        // When, Then
        assertThatThrownBy(() -> reader.first(0))
                .isInstanceOf(GenesisMismatchException.class)
                .hasMessageContaining("no record at offset 0");
    }

    private void log(long end, long offset, byte[] value, TimestampType type) {
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L));
        consumer.updateEndOffsets(Map.of(FIRST, end));
        consumer.schedulePollTask(() -> consumer.addRecord(new ConsumerRecord<>(
                LOG, 0, offset, 1_000, type, 0, value.length, null, value, new RecordHeaders(), Optional.empty())));
    }

    private static byte[] signed(Payload payload) {
        Bytes encoded = PayloadCodec.encode(payload);
        return BusinessCodec.encode(0, new EnvelopeSigner(ROOT).sign(payload.type(), encoded));
    }
}
