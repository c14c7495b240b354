package io.tribunal.core.partition;

import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.behaviour.Learned;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Hash;
import java.util.List;
import java.util.Optional;

/**
 * An open ballot in a snapshot. The request and the responses are read again from the logs.
 *
 * @param start elapsed ms at which it opened
 * @param counted in the order in which they were counted
 * @param learned what its round of the behaviour model has shown, once that is settled
 */
record BallotReference(
        long businessOffset,
        long start,
        Optional<Hash> contextRoot,
        Ballot.Marks marks,
        List<ResponseReference> counted,
        Optional<Learned> learned) {

    static BallotReference of(Ballot ballot) {
        return new BallotReference(
                ballot.offset(),
                ballot.terms().start(),
                ballot.terms().contextRoot(),
                ballot.marks(),
                ballot.counted().stream()
                        .map(answer -> new ResponseReference(answer.offset(), answer.index(), answer.elapsed()))
                        .toList(),
                ballot.learned());
    }

    void writeTo(CanonicalWriter out) {
        out.int64(businessOffset).int64(start).optional(contextRoot, out::hash);
        marks.writeTo(out);
        out.list(counted, reference -> reference.writeTo(out)).optional(learned, one -> one.writeTo(out));
    }

    static BallotReference readFrom(CanonicalReader in) {
        return new BallotReference(
                in.int64(),
                in.int64(),
                in.optional(in::hash),
                Ballot.Marks.readFrom(in),
                in.list(() -> ResponseReference.readFrom(in)),
                in.optional(() -> Learned.readFrom(in)));
    }
}
