package io.tribunal.ingest;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.ingest.check.EmbeddedProofs;
import io.tribunal.ingest.check.ProofSource;
import io.tribunal.ingest.check.ResponseProof;
import io.tribunal.kafka.log.LogRecords;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds a supporter's response: in the verdict if it is embedded there, otherwise in response-log at the offset that
 * the verdict names. Batches read lately are cached, since many responses share one. Not safe for use by several
 * threads.
 */
final class ResponseLogProofs implements ProofSource {
    private static final int CACHED_BATCHES = 256;

    private record BatchPosition(int partition, long offset) {}

    private final EmbeddedProofs embedded = new EmbeddedProofs();
    private final String responseLog;
    private final LogReader logs;
    private final Map<BatchPosition, ResponseBatch> cached = new LatestEntries<>(CACHED_BATCHES);

    ResponseLogProofs(String responseLog, LogReader logs) {
        this.responseLog = responseLog;
        this.logs = logs;
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
        Optional<ResponseBatch> read = logs.recordAt(
                        new TopicPartition(responseLog, position.partition()), position.offset())
                .flatMap(record -> LogRecords.response(record).batch());
        read.ifPresent(batch -> cached.put(position, batch));
        return read;
    }
}
