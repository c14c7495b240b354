package io.tribunal.core.partition;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.ResponseBatch;

/** One response of a verified batch, at {@code offset} and {@code index} of the response log. */
record LoggedResponse(ExecutorId executor, ResponseBatch batch, long offset, int index) {
    long businessOffset() {
        return batch.items().get(index).response().businessOffset();
    }

    Bytes encoded() {
        return batch.items().get(index).encoded();
    }
}
