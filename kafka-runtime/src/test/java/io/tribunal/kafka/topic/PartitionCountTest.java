package io.tribunal.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PartitionCountTest {
    private static final LogPosition FIRST = new LogPosition(0, 0);

    @Test
    void shouldPreferTheCountInGenesisOverTheTopics() {
        // When
        OptionalInt count = PartitionCount.of(OptionalInt.of(4), () -> Optional.of(genesis(3)));

        // Then
        assertThat(count).hasValue(3);
    }

    @Test
    void shouldUseTheTopicsCountBeforeGenesisIsWritten() {
        assertThat(PartitionCount.of(OptionalInt.of(4), Optional::empty)).hasValue(4);
        assertThat(PartitionCount.of(OptionalInt.of(4), () -> Optional.of(unreadable())))
                .hasValue(4);
    }

    @Test
    void shouldReturnEmptyWithoutReadingWhenTheTopicDoesNotExist() {
        // When
        OptionalInt count = PartitionCount.of(OptionalInt.empty(), () -> {
            throw new AssertionError("read a topic that is not there");
        });

        // Then
        assertThat(count).isEmpty();
    }

    private static BusinessRecord unreadable() {
        return new BusinessRecord(FIRST, 1, Hash.ZERO, new BusinessRecord.Unreadable("not Avro"));
    }

    private static BusinessRecord genesis(int partitions) {
        Genesis genesis = new Genesis(
                Hash.ZERO,
                "ledger",
                partitions,
                List.of(new ExecutorId("e1")),
                List.of(),
                List.of(),
                1,
                Policy.defaults(new QuorumSpec(1), PayloadCodec.fingerprints()),
                RulesVersion.LATEST);
        SignedEnvelope envelope = new SignedEnvelope("genesis", Bytes.EMPTY, "nobody", Bytes.EMPTY, Optional.empty());
        return new BusinessRecord(FIRST, 1, Hash.ZERO, new BusinessRecord.Entry(envelope, 0, genesis));
    }
}
