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

/**
 * Finds a supporter's response: in the verdict if it is embedded there, otherwise in response-log at the offset that
 * the verdict names. Batches read lately are cached, since many responses share one. Not safe for use by several
 * threads.
 */
final class ResponseLogProofs implements ProofSource, AutoCloseable {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);
    private static final int CACHED_BATCHES = 256;

    private record BatchPosition(int partition, long offset) {}

    private final EmbeddedProofs embedded = new EmbeddedProofs();
    private final String responseLog;
    private final Supplier<Consumer<byte[], byte[]>> newConsumer;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private final Map<BatchPosition, ResponseBatch> cached = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BatchPosition, ResponseBatch> eldest) {
            return size() > CACHED_BATCHES;
        }
    };

    /** @param newConsumer called once, when a verdict first needs the log */
    ResponseLogProofs(String responseLog, Supplier<Consumer<byte[], byte[]>> newConsumer) {
        this.responseLog = responseLog;
        this.newConsumer = newConsumer;
    }

    @Override
    public Optional<ResponseProof> proofOf(int partition, Verdict.Supporter supporter) {
        if (supporter.certificate().isPresent()) {
            return embedded.proofOf(partition, supporter);
        }
        return batchAt(new BatchPosition(partition, supporter.responseOffset()))
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

    private Optional<ResponseBatch> batchAt(BatchPosition position) {
        ResponseBatch hit = cached.get(position);
        if (hit != null) {
            return Optional.of(hit);
        }
        Optional<ResponseBatch> read = read(position);
        read.ifPresent(batch -> cached.put(position, batch));
        return read;
    }

    private Optional<ResponseBatch> read(BatchPosition position) {
        if (position.offset() < 0) {
            return Optional.empty();
        }
        if (consumer == null) {
            consumer = newConsumer.get();
        }
        TopicPartition partition = new TopicPartition(responseLog, position.partition());
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, position.offset());
            for (ConsumerRecord<byte[], byte[]> record :
                    consumer.poll(READ_TIMEOUT).records(partition)) {
                if (record.offset() == position.offset()) {
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
