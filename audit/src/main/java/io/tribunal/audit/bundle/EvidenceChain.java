package io.tribunal.audit.bundle;

import io.tribunal.audit.bundle.EvidenceBundle.BallotEvidence;
import io.tribunal.audit.bundle.EvidenceBundle.Link;
import io.tribunal.audit.bundle.EvidenceBundle.LoggedEntry;
import io.tribunal.audit.bundle.EvidenceBundle.ResponseEvidence;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.List;

/**
 * The evidence chain (the first paper; PROTOCOL 8). It begins with a hash over every record of the bundle, and each
 * link hashes one deviation with the link before, so the head commits to the whole file.
 */
public record EvidenceChain(List<Link> links, Hash head) {
    private static final String START = "tribunal.evidence.v1";
    private static final String LINK = "tribunal.evidence.link.v1";

    public EvidenceChain {
        links = List.copyOf(links);
    }

    /** One deviation in a ballot; see {@link Link}. */
    public record Deviation(Hash deviated, Hash agreed, long appendTime, long businessOffset) {}

    /** The chain over the bundle's records; the bundle's own summary and chain are not read. */
    public static EvidenceChain of(EvidenceBundle bundle, ExecutorId suspect, List<Deviation> deviations) {
        List<Link> links = new ArrayList<>();
        Hash head = start(bundle);
        for (Deviation deviation : deviations) {
            head = next(head, bundle.partition(), suspect, deviation);
            links.add(new Link(
                    suspect,
                    deviation.deviated(),
                    deviation.agreed(),
                    deviation.appendTime(),
                    deviation.businessOffset(),
                    head));
        }
        return new EvidenceChain(links, head);
    }

    /** The chain of a decision without deviations. */
    public static EvidenceChain withoutDeviations(EvidenceBundle bundle) {
        return new EvidenceChain(List.of(), start(bundle));
    }

    private static Hash next(Hash before, int partition, ExecutorId suspect, Deviation deviation) {
        return hash(new CanonicalWriter()
                .text(LINK)
                .hash(before)
                .text(suspect.value())
                .hash(deviation.deviated())
                .hash(deviation.agreed())
                .int64(deviation.appendTime())
                .int32(partition)
                .int64(deviation.businessOffset()));
    }

    private static Hash start(EvidenceBundle bundle) {
        CanonicalWriter out = new CanonicalWriter()
                .text(START)
                .hash(bundle.deployment())
                .int64(bundle.decision())
                .int32(bundle.partition());
        out.list(bundle.business(), entry -> write(out, entry));
        out.list(bundle.ballots(), ballot -> write(out, ballot));
        return hash(out);
    }

    private static void write(CanonicalWriter out, LoggedEntry entry) {
        out.int64(entry.offset()).int64(entry.appendTime()).hash(hash(entry.value()));
    }

    private static void write(CanonicalWriter out, BallotEvidence ballot) {
        out.int64(ballot.businessOffset()).list(ballot.responses(), answer -> write(out, answer));
    }

    private static void write(CanonicalWriter out, ResponseEvidence answer) {
        out.int64(answer.offset())
                .int64(answer.appendTime())
                .hash(hash(answer.header()))
                .hash(hash(answer.response()))
                .int32(answer.index())
                .list(answer.path(), out::hash);
    }

    private static Hash hash(CanonicalWriter out) {
        return hash(out.toBytes());
    }

    private static Hash hash(Bytes bytes) {
        return Hash.sha256(bytes.array());
    }
}
