package io.tribunal.core.ballot;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.log.Response;
import org.jspecify.annotations.Nullable;

/**
 * A response that its ballot has counted, with what it is worth by itself. Its digests stay; the whole response stays only while
 * the ballot is undecided and there is room, and is read again where it is needed all the same.
 */
public final class CountedResponse {
    private final ExecutorId executor;
    private final long offset;
    private final int index;
    private final long elapsed;
    private final ResponseDigests digests;
    private final Assessment assessment;
    private final ResponseContents contents;
    private @Nullable Content content;

    /** @param normalized empty when the output does not normalize */
    record Content(LoggedResponse logged, Bytes normalized) {
        long retainedBytes() {
            return logged.retainedBytes() + normalized.length();
        }
    }

    CountedResponse(
            LoggedResponse logged,
            long elapsed,
            ResponseDigests digests,
            Assessment assessment,
            ResponseContents contents) {
        this.executor = logged.executor();
        this.offset = logged.offset();
        this.index = logged.index();
        this.elapsed = elapsed;
        this.digests = digests;
        this.assessment = assessment;
        this.contents = contents;
    }

    /** Keeps the whole response if there is room. */
    void keep(Content whole) {
        if (content == null && contents.take(executor, whole.retainedBytes())) {
            content = whole;
        }
    }

    /** Keeps no more than the digests. */
    void drop() {
        if (content != null) {
            contents.giveBack(executor, content.retainedBytes());
            content = null;
        }
    }

    /** The whole response, if it is kept. */
    @Nullable
    Content kept() {
        return content;
    }

    public ExecutorId executor() {
        return executor;
    }

    /** Offset of its batch in the response log. */
    public long offset() {
        return offset;
    }

    /** Position of the response in its batch. */
    public int index() {
        return index;
    }

    /** The response log's own time when it was counted, ms. */
    public long elapsed() {
        return elapsed;
    }

    public Assessment assessment() {
        return assessment;
    }

    ResponseDigests digests() {
        return digests;
    }

    /** SHA-256 of the response's bytes. */
    public Hash responseHash() {
        return digests.responseHash();
    }

    /** The hash of the request that it claims to answer. */
    public Hash requestHash() {
        return digests.requestHash();
    }

    /** 32 bytes, empty for a stateless service. */
    public Bytes preState() {
        return digests.preState();
    }

    /** 32 bytes, empty for a stateless service. */
    public Bytes postState() {
        return digests.postState();
    }

    /** 32 bytes where one was sent, else empty. */
    public Bytes stateRoot() {
        return digests.stateRoot();
    }

    /** The response with its proof, read again unless it is kept. */
    public LoggedResponse logged() {
        Content whole = content;
        return whole == null ? contents.read(offset, index) : whole.logged();
    }

    /** The response, read again unless it is kept. */
    public Response response() {
        return logged().response();
    }

    /** The output as the policy normalizes it, made again unless it is kept; empty when it does not normalize. */
    public Bytes normalizedOutput(BallotTerms terms) {
        Content whole = content;
        return whole == null ? Assessor.normalize(terms, response()).orElse(Bytes.EMPTY) : whole.normalized();
    }

    /** Whether the two differ although they answer one request from one state: no honest executor signs both (PROTOCOL 5). */
    boolean equivocates(CountedResponse other) {
        return requestHash().equals(other.requestHash())
                && preState().equals(other.preState())
                && (differentVotes(other)
                        || !postState().equals(other.postState())
                        || !stateRoot().equals(other.stateRoot()));
    }

    private boolean differentVotes(CountedResponse other) {
        return assessment instanceof Assessment.Valid mine
                && other.assessment() instanceof Assessment.Valid theirs
                && !mine.voteDigest().equals(theirs.voteDigest());
    }
}
