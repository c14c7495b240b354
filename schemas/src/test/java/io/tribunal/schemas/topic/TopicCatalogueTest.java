package io.tribunal.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.policy.Limits;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {
    private final TopicCatalogue catalogue = new TopicCatalogue("tribunal", 6);

    @Test
    void shouldPrefixEveryTopicWithTheNamespace() {
        assertThat(catalogue.all())
                .extracting(TopicSpec::name)
                .containsExactly(
                        "tribunal.business-log",
                        "tribunal.response-log",
                        "tribunal.verdicts",
                        "tribunal.deviations",
                        "tribunal.dead-letters",
                        "tribunal.isolation-endorsements",
                        "tribunal.isolation-decisions",
                        "tribunal.isolation-audit",
                        "tribunal.rules",
                        "tribunal.checkpoints",
                        "tribunal.snapshots");
        assertThat(catalogue.topicOf(catalogue.verdicts())).contains(io.tribunal.schemas.topic.Topic.VERDICTS);
        assertThat(catalogue.topicOf("other.verdicts")).isEmpty();
    }

    @Test
    void shouldRetainRecordsForeverOnAMajorityOfReplicas() {
        assertThat(catalogue.all()).allSatisfy(topic -> {
            assertThat(topic.replicationFactor()).isEqualTo((short) 3);
            assertThat(topic.configs())
                    .containsEntry(TopicConfig.RETENTION_MS_CONFIG, "-1")
                    .containsEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2")
                    .containsEntry(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
            Topic.validate(topic.name());
        });
        assertThat(new TopicCatalogue("t", 1, 1).all().get(0).configs())
                .containsEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1");
    }

    @Test
    void shouldGiveDecisionTopicsOnePartitionAndOthersThoseOfBusinessLog() {
        assertThat(catalogue.all())
                .filteredOn(topic -> topic.partitions() == 1)
                .extracting(TopicSpec::name)
                .containsExactly(
                        catalogue.isolationEndorsements(),
                        catalogue.isolationDecisions(),
                        catalogue.isolationAudit(),
                        catalogue.rules(),
                        catalogue.checkpoints(),
                        catalogue.snapshots());
        assertThat(catalogue.all()).filteredOn(topic -> topic.partitions() == 6).hasSize(5);
    }

    @Test
    void shouldCompactOnlyTopicsOfWhichTheLatestRecordPerKeyMatters() {
        assertThat(catalogue.all()).allSatisfy(topic -> {
            boolean latest = List.of(catalogue.isolationDecisions(), catalogue.rules(), catalogue.snapshots())
                    .contains(topic.name());
            assertThat(topic.configs()).containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, latest ? "compact" : "delete");
        });
    }

    @Test
    void shouldUseBrokerTimestampsForSignedLogs() {
        for (String name : List.of(
                catalogue.businessLog(),
                catalogue.responseLog(),
                catalogue.isolationEndorsements(),
                catalogue.rules(),
                catalogue.checkpoints())) {
            assertThat(find(name).configs()).containsEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        }
    }

    @Test
    void shouldAcceptTheLargestValueThatTheProtocolAllows() {
        assertThat(maxBytes(catalogue.businessLog())).isGreaterThan(Limits.MAX_ENTRY);
        assertThat(maxBytes(catalogue.responseLog())).isGreaterThan(Limits.MAX_RESPONSE_RECORD);
    }

    @Test
    void shouldStoreBatchesUncompressedSoThatSizeLimitsHoldForReaders() {
        assertThat(catalogue.all())
                .allSatisfy(topic ->
                        assertThat(topic.configs()).containsEntry(TopicConfig.COMPRESSION_TYPE_CONFIG, "uncompressed"));
    }

    @Test
    void shouldRefuseAnInvalidNamespace() {
        assertThatThrownBy(() -> new TopicCatalogue("a b", 6)).hasMessageContaining("tribunal.namespace");
        assertThatThrownBy(() -> new TopicCatalogue("a", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private int maxBytes(String name) {
        return Integer.parseInt(find(name).configs().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
    }

    private TopicSpec find(String name) {
        return catalogue.all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
