package io.tribunal.core.partition;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.ResponseBatch;

/** A member's response from a verified batch that stands at {@code offset} of the response log. */
record LoggedResponse(ExecutorId executor, ResponseBatch.Proved proved, long offset) {
    int index() {
        return proved.index();
    }

    long businessOffset() {
        return proved.item().response().businessOffset();
    }

    /** How far its author had come. */
    long processedTo() {
        return proved.processedTo();
    }

    Bytes encoded() {
        return proved.item().encoded();
    }

    /** Where the cursor must be for it to count: at its entry, or past that, where its author was. */
    long dueAfter(long cursor) {
        return businessOffset() > cursor ? businessOffset() : processedTo();
    }
}
