package io.tribunal.core.partition;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The batches that a snapshot refers to, read again from the response log, each once and in log order. */
final class ReadBatches {
    private final SortedMap<Long, ResponseBatch> batches = new TreeMap<>();

    ReadBatches(ResponseLog log, Stream<ResponseReference> references) {
        references
                .map(ResponseReference::offset)
                .distinct()
                .sorted()
                .forEach(offset -> batches.put(offset, read(log, offset)));
    }

    private static ResponseBatch read(ResponseLog log, long offset) {
        return log.first(offset, offset + 1).flatMap(ResponseRecord::batch).orElseThrow(() -> changed(offset));
    }

    private static IllegalStateException changed(long offset) {
        return new IllegalStateException("response-log offset " + offset + " is not what it was");
    }

    /** The batch was verified when it was first read, so the author in its header is the executor. */
    LoggedResponse response(ResponseReference reference) {
        ResponseBatch batch =
                Optional.ofNullable(batches.get(reference.offset())).orElseThrow(() -> changed(reference.offset()));
        ExecutorId executor = new ExecutorId(batch.header().author());
        return new LoggedResponse(executor, batch.prove(reference.index()), reference.offset());
    }
}
