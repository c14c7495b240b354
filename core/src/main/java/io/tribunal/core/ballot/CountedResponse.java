package io.tribunal.core.ballot;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;

/**
 * A member's response as it stands in the response log.
 *
 * @param proved from a verified batch at {@code offset} of the response log
 * @param elapsed the response log's own time when it counted, ms
 */
public record CountedResponse(
        ExecutorId executor, ResponseBatch.Proved proved, long offset, long elapsed, Assessment assessment) {

    public Response response() {
        return proved.item().response();
    }

    /** SHA-256 of the response's encoded bytes. */
    public Hash responseHash() {
        return Hash.sha256(encoded().array());
    }

    public Bytes encoded() {
        return proved.item().encoded();
    }

    /** Of the response in its batch. */
    public int index() {
        return proved.index();
    }

    /** Two different answers to one request from one state: nobody honest gives both (PROTOCOL 5). */
    boolean equivocates(CountedResponse other) {
        Response mine = response();
        Response theirs = other.response();
        return mine.requestHash().equals(theirs.requestHash())
                && mine.preState().equals(theirs.preState())
                && (differentVotes(other)
                        || !mine.postState().equals(theirs.postState())
                        || !mine.stateRoot().equals(theirs.stateRoot()));
    }

    private boolean differentVotes(CountedResponse other) {
        return assessment instanceof Assessment.Valid mine
                && other.assessment() instanceof Assessment.Valid theirs
                && !mine.voteDigest().equals(theirs.voteDigest());
    }
}
