package io.tribunal.kafka.founding;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Genesis;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Port: what the brokers tell about the topics of a deployment. */
public interface FoundedLog extends AutoCloseable {
    /** A topic as it is now. */
    record Present(Uuid id, int partitions) {}

    /** Those of the topics that exist, by name. */
    Map<String, Present> topics(Collection<String> names);

    /**
     * The genesis of that deployment, at offset 0 of business-log partition 0.
     *
     * @throws io.tribunal.kafka.genesis.GenesisMismatchException when there is none
     */
    Genesis genesis(Hash deployment);

    /** The last list of topics in the topic of rules that the genesis' ROOT has signed. */
    Optional<TopicIds> founded(Genesis genesis, Hash deployment);

    /** The first offset that each partition still has. */
    Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions);

    /** The offset behind the last record of each partition. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions);

    /** What a group of consumers has committed, by partition; empty without such a group. */
    Map<TopicPartition, Long> committed(String group);

    /** Lets go of connections; the next question makes new ones. */
    @Override
    default void close() {}
}
