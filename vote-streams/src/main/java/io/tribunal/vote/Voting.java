package io.tribunal.vote;

import io.tribunal.core.ballot.VerdictEncoder;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.log.PartitionLogs;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;
import org.apache.kafka.common.IsolationLevel;

/** What all partitions of a voter share. */
record Voting(
        Hash deployment,
        TopicNames topics,
        SignatureVerifier signatures,
        VerdictEncoder encoder,
        SchemaIds schemas,
        ClientSettings clients,
        CommittedOffset committed,
        int snapshotRecords) {
    private static final int FETCH_MAX_WAIT_MS = 500;

    static Voting of(VoteConfig config, SchemaIds schemas) {
        ClientSettings clients = new ClientSettings(config.shared());
        return new Voting(
                config.deployment(),
                TopicNames.of(config.shared().namespace()),
                Ed25519.verifier(),
                new VerdictCodec(),
                schemas,
                clients,
                CommittedOffset.ofGroup(clients.groupConsumer(
                        config.applicationId(), IsolationLevel.READ_COMMITTED, FETCH_MAX_WAIT_MS)),
                config.snapshotRecords());
    }

    PartitionLogs open(int partition) {
        return new PartitionLogs(clients, topics, partition);
    }
}
