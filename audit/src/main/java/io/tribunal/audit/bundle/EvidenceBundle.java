package io.tribunal.audit.bundle;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import java.util.List;

/**
 * All that is needed to check one decision without a cluster. Nothing in it is believed: the summary and the chain are
 * what the records come to, and are compared with that.
 *
 * @param format {@link #FORMAT}
 * @param deployment SHA-256 of the genesis payload, as the file claims
 * @param decision number n
 * @param partition whose logs the records are from; 0 for a mandate of ROOT
 * @param business ascending: genesis, every decision up to n, and the requests that n rests on
 * @param ballots one for each business offset in the proposal's evidence, in its order
 * @param chain one link for each ballot
 * @param head hash of the last link; it commits to every record of the file
 */
public record EvidenceBundle(
        String format,
        Hash deployment,
        long decision,
        int partition,
        Summary summary,
        List<LoggedEntry> business,
        List<BallotEvidence> ballots,
        List<Link> chain,
        Hash head) {
    public static final String FORMAT = "tribunal-evidence/1";

    public EvidenceBundle {
        business = List.copyOf(business);
        ballots = List.copyOf(ballots);
        chain = List.copyOf(chain);
    }

    /** The same records with that summary and chain. */
    public EvidenceBundle concluded(Summary summary, List<Link> chain, Hash head) {
        return new EvidenceBundle(format, deployment, decision, partition, summary, business, ballots, chain, head);
    }

    /**
     * A record of business-log.
     *
     * @param appendTime epoch ms, as the broker said
     * @param value framed, as it stands in the log
     */
    public record LoggedEntry(long offset, long appendTime, Bytes value) {}

    /** The responses to one request that counted, in the order of the response log. */
    public record BallotEvidence(long businessOffset, List<LoggedAnswer> responses) {
        public BallotEvidence {
            responses = List.copyOf(responses);
        }
    }

    /**
     * One response, proved apart from the rest of its batch.
     *
     * @param offset of the batch in the response log
     * @param header the signed envelope of the batch's header
     * @param path RFC 6962 audit path from the response to the header's root
     */
    public record LoggedAnswer(long offset, long appendTime, Bytes header, Bytes response, int index, List<Hash> path) {
        public LoggedAnswer {
            path = List.copyOf(path);
        }
    }

    /**
     * A link of the evidence chain (the first paper): each hashes the one before.
     *
     * @param deviated SHA-256 of the accused's response; zero for silence
     * @param agreed hash of what was agreed; for an equivocation, of the other response
     * @param appendTime of the request
     * @param businessOffset of the request
     */
    public record Link(
            ExecutorId executor, Hash deviated, Hash agreed, long appendTime, long businessOffset, Hash hash) {}
}
