package io.tribunal.core.ballot;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.log.Response;

/**
 * A logged response that its ballot has counted, with what it is worth by itself.
 *
 * @param elapsed the response log's own time when it was counted, ms
 */
public record CountedResponse(LoggedResponse logged, long elapsed, Assessment assessment) {

    public ExecutorId executor() {
        return logged.executor();
    }

    public Response response() {
        return logged.response();
    }

    /** SHA-256 of the response's bytes. */
    public Hash responseHash() {
        return logged.responseHash();
    }

    /** Offset of its batch in the response log. */
    public long offset() {
        return logged.offset();
    }

    /** Position of the response in its batch. */
    public int index() {
        return logged.index();
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
