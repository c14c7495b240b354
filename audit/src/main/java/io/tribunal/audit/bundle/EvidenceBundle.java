package io.tribunal.audit.bundle;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.schemas.codec.EnvelopeCodec;
import java.util.List;

/**
 * All that is needed to check one decision without a cluster. A reader trusts none of it: it derives the summary and
 * the chain from the records again and compares.
 *
 * @param format {@link #FORMAT}
 * @param deployment SHA-256 of the genesis payload, as the file claims
 * @param decision number n
 * @param partition of the logs that hold the records; 0 for a mandate of ROOT
 * @param business ascending: genesis, every decision up to n, and the requests in the evidence of n
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

    /** The same records with another summary and chain. */
    public EvidenceBundle with(Summary summary, List<Link> chain, Hash head) {
        return new EvidenceBundle(format, deployment, decision, partition, summary, business, ballots, chain, head);
    }

    /**
     * A record of business-log.
     *
     * @param appendTime of the broker, epoch ms
     * @param value framed, as in the log
     */
    public record LoggedEntry(long offset, long appendTime, Bytes value) {}

    /** The responses to one request that counted, in the order of the response log. */
    public record BallotEvidence(long businessOffset, List<ResponseEvidence> responses) {
        public BallotEvidence {
            responses = List.copyOf(responses);
        }
    }

    /**
     * One response with the proof that its batch contains it, apart from the rest of the batch. Only the exporter's
     * claim until {@code ResponseVerifier} checks it.
     *
     * @param offset of the batch in the response log
     * @param header the signed envelope of the batch's header
     * @param path RFC 6962 audit path from the response to the header's root
     */
    public record ResponseEvidence(
            long offset, long appendTime, Bytes header, Bytes response, int index, List<Hash> path) {
        public ResponseEvidence {
            path = List.copyOf(path);
        }

        /** The evidence for a response of a logged batch. */
        public static ResponseEvidence of(ResponseBatch.Proved proved, long offset, long appendTime) {
            return new ResponseEvidence(
                    offset,
                    appendTime,
                    EnvelopeCodec.encode(proved.envelope()),
                    proved.item().encoded(),
                    proved.index(),
                    proved.path());
        }
    }

    /**
     * A link of the evidence chain (the first paper); each covers the hash of the one before.
     *
     * @param deviated SHA-256 of the suspect's response; zero for silence
     * @param agreed hash of the agreement; for an equivocation, of the other response
     * @param appendTime of the request
     * @param businessOffset of the request
     */
    public record Link(
            ExecutorId executor, Hash deviated, Hash agreed, long appendTime, long businessOffset, Hash hash) {}
}
