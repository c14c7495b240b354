package io.tribunal.core.partition;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import org.jspecify.annotations.Nullable;

/** Reads single responses again from the response log. Keeps the last batch, whose other responses are often needed next. */
final class LoggedResponses {
    private final ResponseLog log;
    private long offset = -1;
    private @Nullable ResponseBatch last;

    LoggedResponses(ResponseLog log) {
        this.log = log;
    }

    /** The batch was verified when it was first read, so the author in its header is the executor. */
    LoggedResponse read(long at, int index) {
        ResponseBatch batch = batch(at);
        return new LoggedResponse(new ExecutorId(batch.header().author()), batch.prove(index), at);
    }

    private ResponseBatch batch(long at) {
        ResponseBatch known = last;
        if (known == null || offset != at) {
            known = log.first(at, at + 1)
                    .flatMap(ResponseRecord::batch)
                    .orElseThrow(() -> new IllegalStateException("response-log offset " + at + " is not what it was"));
            last = known;
            offset = at;
        }
        return known;
    }

    /** Drops the last batch. */
    void forget() {
        last = null;
    }
}
