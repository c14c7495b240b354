package io.tribunal.core.decision;

import io.tribunal.core.detection.Finding;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.signature.PreAuthEncoding;
import java.util.List;
import java.util.Optional;

/**
 * What a validator derives from the logs and wants decided (PROTOCOL 8): the same bytes at every honest validator.
 *
 * @param position response-log record at which it follows
 * @param statistic the detector's sum there, micro-nats; 0 where no statistic is at work
 * @param evidence business offsets of the ballots it rests on, in that partition
 * @param logRoot commits to both logs of the partition up to there
 * @param previousDecision number of the last decision about the executor, 0 for none
 */
public record IsolationProposal(
        Hash deployment,
        MembershipEvent event,
        LogPosition position,
        long statistic,
        List<Long> evidence,
        Hash logRoot,
        long previousDecision)
        implements Subject {
    public static final String TYPE = "application/vnd.tribunal.proposal.v1";

    public IsolationProposal {
        evidence = List.copyOf(evidence);
    }

    /** What a finding asks for; nothing while it is only a suspicion. */
    public static Optional<IsolationProposal> of(
            Hash deployment, Finding finding, Hash logRoot, long previousDecision) {
        Finding.Grounds grounds = finding.grounds();
        Optional<MembershipEvent> event = switch (finding) {
            case Finding.Malicious ignored ->
                Optional.of(new MembershipEvent.Isolate(grounds.executor(), grounds.kind()));
            case Finding.Unresponsive ignored -> Optional.of(new MembershipEvent.Down(grounds.executor()));
            case Finding.Suspected ignored -> Optional.empty();
            case Finding.Cleared ignored -> Optional.empty();
        };
        return event.map(known -> new IsolationProposal(
                deployment,
                known,
                new LogPosition(grounds.partition(), grounds.observedAt()),
                grounds.statistic(),
                grounds.evidence(),
                logRoot,
                previousDecision));
    }

    public ExecutorId executor() {
        return event.executor();
    }

    /** The canonical encoding of this proposal. */
    public Bytes encode() {
        CanonicalWriter out = new CanonicalWriter().hash(deployment);
        event.write(out);
        return out.int32(position.partition())
                .int64(position.offset())
                .int64(statistic)
                .list(evidence, out::int64)
                .hash(logRoot)
                .int64(previousDecision)
                .toBytes();
    }

    /** The proposal, or empty when the bytes are not the canonical encoding of one. */
    public static Optional<IsolationProposal> decode(Bytes encoded) {
        return CanonicalReader.read(
                encoded,
                in -> new IsolationProposal(
                        in.hash(),
                        MembershipEvent.read(in),
                        new LogPosition(in.int32(), in.int64()),
                        in.int64(),
                        in.list(in::int64),
                        in.hash(),
                        in.int64()));
    }

    @Override
    public byte[] signedBytes() {
        return PreAuthEncoding.encode(TYPE, encode().array());
    }
}
