package io.tribunal.vote;

import io.tribunal.core.ballot.VerdictEncoder;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.log.BusinessLogs;
import io.tribunal.kafka.log.PartitionLogReader;
import io.tribunal.kafka.log.PartitionLogs;
import io.tribunal.kafka.schema.SchemaIds;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;
import java.util.function.IntFunction;
import org.apache.kafka.common.IsolationLevel;

/**
 * What all partitions of a voter share.
 *
 * @param logs opens both logs of a partition; the voting reads them beside Kafka Streams, all business logs by one consumer
 * @param replicas copies of the topic with snapshots of the voting
 * @param snapshotRecords response-log records of a partition between two snapshots of its voting
 */
record Voting(
        Hash deployment,
        TopicNames topics,
        SignatureVerifier signatures,
        VerdictEncoder encoder,
        SchemaIds schemas,
        IntFunction<PartitionLogReader> logs,
        CommittedOffset committed,
        int replicas,
        int snapshotRecords) {
    private static final int FETCH_MAX_WAIT_MS = 500;

    static Voting of(VoteConfig config, SchemaIds schemas) {
        ClientSettings clients = new ClientSettings(config.shared());
        TopicNames topics = TopicNames.of(config.shared().namespace());
        BusinessLogs businessLogs = new BusinessLogs(clients, topics);
        return new Voting(
                config.deployment(),
                topics,
                Ed25519.verifier(),
                new VerdictCodec(),
                schemas,
                partition -> new PartitionLogs(businessLogs, clients, topics, partition),
                CommittedOffset.ofGroup(clients.groupConsumer(
                        config.applicationId(), IsolationLevel.READ_COMMITTED, FETCH_MAX_WAIT_MS)),
                config.replicas(),
                config.snapshotRecords());
    }
}
