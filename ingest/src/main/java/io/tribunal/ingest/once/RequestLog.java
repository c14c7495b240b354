package io.tribunal.ingest.once;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.Recorder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Port: the log of the deployment, as the sender of one client key uses it. */
interface RequestLog {
    /**
     * A question about a planned request.
     *
     * @param from offset in the plan's partition
     * @param before the first offset that is not looked at, {@link RequestCourse.Look#END} for all that is there
     */
    record Query(Plan plan, long from, long before) {}

    /**
     * What the log holds of a planned request.
     *
     * @param own positions of its entries that may have been admitted, ascending
     * @param dead offset of the first entry that shows that its sequence can never be admitted after it, or END
     * @param foreign whether another request of the key has its sequence
     * @param highest the highest sequence of the key that was seen, -1 if none was
     */
    record Answer(List<LogPosition> own, long dead, boolean foreign, long highest) {}

    /** Sends a request. Blocks while too many are in flight. */
    CompletableFuture<Outcome> send(NewRequest request, Recorder recorder) throws InterruptedException;

    /** Looks all queries up in one pass; the outcomes of what it finds can be awaited then. */
    Map<Query, Answer> look(Collection<Query> queries) throws InterruptedException;

    /** The outcome of an entry that was found; the same one for each caller. */
    CompletableFuture<Outcome> await(LogPosition position);
}
