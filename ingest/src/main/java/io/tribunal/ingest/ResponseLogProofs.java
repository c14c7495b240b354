package io.tribunal.ingest;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.ingest.check.EmbeddedProofs;
import io.tribunal.ingest.check.ProofSource;
import io.tribunal.ingest.check.ResponseProof;
import io.tribunal.kafka.log.LogRecords;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Takes a supporter's response from the verdict where it is embedded, else reads it from response-log where the verdict says. */
final class ResponseLogProofs implements ProofSource, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int REMEMBERED = 256;

    private record Place(int partition, long offset) {}

    private final EmbeddedProofs embedded = new EmbeddedProofs();
    private final String responseLog;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private final Map<Place, ResponseBatch> recent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, ResponseBatch> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param consumers makes the consumer when a verdict first needs it */
    ResponseLogProofs(String responseLog, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.responseLog = responseLog;
        this.consumers = consumers;
    }

    @Override
    public Optional<ResponseProof> proofOf(int partition, Verdict.Supporter supporter) {
        if (supporter.certificate().isPresent()) {
            return embedded.proofOf(partition, supporter);
        }
        return batchAt(new Place(partition, supporter.responseOffset()))
                .filter(batch -> supporter.index() >= 0
                        && supporter.index() < batch.items().size())
                .map(batch -> proof(batch, supporter.index()));
    }

    private static ResponseProof proof(ResponseBatch batch, int index) {
        ResponseBatch.Item item = batch.items().get(index);
        return new ResponseProof(
                batch.envelope(),
                batch.header(),
                item.encoded(),
                item.response(),
                index,
                batch.tree().path(index));
    }

    private Optional<ResponseBatch> batchAt(Place place) {
        ResponseBatch known = recent.get(place);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ResponseBatch> read = read(place);
        read.ifPresent(batch -> recent.put(place, batch));
        return read;
    }

    private Optional<ResponseBatch> read(Place place) {
        if (place.offset() < 0) {
            return Optional.empty();
        }
        if (consumer == null) {
            consumer = consumers.get();
        }
        TopicPartition partition = new TopicPartition(responseLog, place.partition());
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, place.offset());
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE).records(partition)) {
                if (record.offset() == place.offset()) {
                    return LogRecords.response(record).batch();
                }
            }
            return Optional.empty();
        } catch (KafkaException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
