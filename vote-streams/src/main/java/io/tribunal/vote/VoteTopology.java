package io.tribunal.vote;

import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.schemas.topic.TopicNames;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The whole topology: response-log in; verdicts, deviations and dead letters out; one task for each partition. The
 * business log is not a source: the voting reads it up to its cursor, never further (ADR 0001).
 */
final class VoteTopology {
    static final String RESPONSES = "responses";
    static final String VOTE = "vote";
    static final String VERDICTS = "verdicts";
    static final String DEVIATIONS = "deviations";
    static final String DEAD_LETTERS = "dead-letters";

    private VoteTopology() {}

    static Topology build(Voting voting) {
        TopicNames topics = voting.topics();
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        Serializer<PartitionedKey> key = PartitionedKey.serializer();
        Serializer<byte[]> value = new ByteArraySerializer();
        return new Topology()
                .addSource(AutoOffsetReset.earliest(), RESPONSES, bytes, bytes, topics.responseLog())
                .addProcessor(VOTE, () -> new VoteProcessor(voting), RESPONSES)
                .addStateStore(snapshots(voting.replicas()), VOTE)
                .addSink(VERDICTS, topics.verdicts(), key, value, PartitionedKey.partitioner(), VOTE)
                .addSink(DEVIATIONS, topics.deviations(), key, value, PartitionedKey.partitioner(), VOTE)
                .addSink(DEAD_LETTERS, topics.deadLetters(), key, value, PartitionedKey.partitioner(), VOTE);
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> snapshots(int replicas) {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(SnapshotStore.NAME), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of(
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        Integer.toString(TopicCatalogue.minInSyncReplicas(replicas))));
    }
}
