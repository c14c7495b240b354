package io.tribunal.lab.baseline;

import io.tribunal.core.identity.Hash;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.process.RunningRole;
import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.vote.VoteConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Stands in for the voter: a Streams application with the voter's settings that writes one record of a verdict's
 * size for each request when the third of its five copies arrives. It does not read or keep the content.
 */
public final class Merge implements RunningRole {
    private static final int NEEDED = 3;
    private static final String COPIES = "copies";
    private static final String MERGE = "merge";

    private final BaselineArguments arguments;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Merge(BaselineArguments arguments) {
        this.arguments = arguments;
    }

    /** Runs one as this process; takes {@link BaselineArguments}. */
    public static void main(String[] args) throws InterruptedException {
        new Merge(BaselineArguments.of(List.of(args))).run();
    }

    @Override
    public void run() throws InterruptedException {
        try (KafkaStreams streams = new KafkaStreams(topology(arguments), settings(arguments))) {
            streams.setUncaughtExceptionHandler(failure -> StreamThreadExceptionResponse.REPLACE_THREAD);
            streams.start();
            stopped.await();
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    private static Properties settings(BaselineArguments arguments) {
        return VoteConfig.of(arguments
                        .sources()
                        .flag(TribunalConfig.DEPLOYMENT, Hash.ZERO.toHex())
                        .flag(VoteConfig.GUARANTEE, arguments.guarantee())
                        .flag(VoteConfig.COMMIT_INTERVAL, Long.toString(arguments.commitInterval()))
                        .flag(VoteConfig.REPLICAS, Integer.toString(arguments.replicas()))
                        .flag("kafka.state.dir", arguments.stateDirectory())
                        .resolve(VoteConfig.definition()))
                .streams();
    }

    private static Topology topology(BaselineArguments arguments) {
        TopicCatalogue topics = arguments.topics();
        ByteArrayDeserializer in = new ByteArrayDeserializer();
        ByteArraySerializer out = new ByteArraySerializer();
        return new Topology()
                .addSource(AutoOffsetReset.earliest(), COPIES, in, in, topics.responseLog())
                .addProcessor(MERGE, () -> new MergeProcessor(arguments.sizes()), COPIES)
                .addSink("results", topics.verdicts(), out, out, samePartition(topics.partitions()), MERGE);
    }

    /** The partition is the remainder of the request number. */
    private static StreamPartitioner<byte[], byte[]> samePartition(int partitions) {
        return (topic, key, value, count) -> Optional.of(Set.of((int) (RequestNumbers.read(value)[0] % partitions)));
    }

    private static final class MergeProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private static final int COPIES_OF_EACH = 5;

        private final RecordSizes sizes;
        private final Map<Long, Integer> copies = new HashMap<>();

        private MergeProcessor(RecordSizes sizes) {
            this.sizes = sizes;
        }

        @Override
        public void process(Record<byte[], byte[]> batch) {
            for (long number : RequestNumbers.read(batch.value())) {
                int seen = copies.merge(number, 1, Integer::sum);
                if (seen == NEEDED) {
                    context().forward(batch.withValue(RequestNumbers.write(number, sizes.verdict())));
                } else if (seen == COPIES_OF_EACH) {
                    copies.remove(number);
                }
            }
        }
    }
}
