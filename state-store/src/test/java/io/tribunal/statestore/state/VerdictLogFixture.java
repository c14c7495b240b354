package io.tribunal.statestore.state;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.state.StateDigest;
import io.tribunal.core.state.StateTree;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.codec.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verdicts of one partition as an honest voter writes them; tests then change single values. */
public final class VerdictLogFixture {
    private final List<byte[]> values = new ArrayList<>();
    private final StateTree tree = new StateTree();
    private final int partition;
    private Hash previous = Hash.ZERO;
    private Hash digest = StateDigest.INITIAL;
    private long offset = 1;
    private long sequence;

    public VerdictLogFixture(int partition) {
        this.partition = partition;
    }

    public static Write put(String ledger, String account, String value) {
        return Write.put(new AccountKey(ledger, account).bytes(), Bytes.utf8(value));
    }

    public VerdictLogFixture agreed(Write... writes) {
        return agreed(false, writes);
    }

    public VerdictLogFixture agreed(boolean rootDue, Write... writes) {
        Bytes output = Bytes.utf8("{}");
        return add(new Verdict.Agreed(
                Status.OK,
                "application/json",
                output,
                VoteDigest.of(Status.OK, "application/json", output),
                Optional.of(state(rootDue, List.of(writes)))));
    }

    VerdictLogFixture split(Write... writes) {
        return add(new Verdict.Split(Optional.of(state(false, List.of(writes)))));
    }

    VerdictLogFixture rejected() {
        return add(new Verdict.Rejected(Rejection.EXPIRED, "too late", Optional.empty()));
    }

    VerdictLogFixture overdue() {
        return add(new Verdict.Overdue());
    }

    private Verdict.AgreedState state(boolean rootDue, List<Write> writes) {
        digest = StateDigest.next(digest, writes);
        tree.apply(writes);
        return new Verdict.AgreedState(digest, rootDue ? tree.root().bytes() : Bytes.EMPTY, writes);
    }

    /** Appends a SPLIT verdict on that entry with that state. */
    VerdictLogFixture at(long businessOffset, Hash postState, Write... writes) {
        offset = businessOffset;
        return add(new Verdict.Split(Optional.of(new Verdict.AgreedState(postState, Bytes.EMPTY, List.of(writes)))));
    }

    /** Appends the verdicts of a range of sequences again, as a voter does after a crash. */
    void repeat(int from, int to) {
        values.addAll(List.copyOf(values.subList(from, to)));
    }

    VerdictLogFixture add(Verdict.Outcome outcome) {
        Verdict verdict = verdict(sequence++, previous, outcome);
        Bytes body = new VerdictCodec().encode(verdict);
        previous = Hash.sha256(body.array());
        values.add(WireFormat.frame(0, body.array()));
        return this;
    }

    Verdict verdict(long sequence, Hash previousHash, Verdict.Outcome outcome) {
        return new Verdict(
                sequence,
                previousHash,
                new LogPosition(partition, offset++),
                Hash.ZERO,
                Optional.of(new RequestId(Bytes.hex("00112233445566778899aabbccddeeff"))),
                Optional.of(new ClientId("c1")),
                outcome,
                !(outcome instanceof Verdict.Overdue),
                List.of(),
                3,
                List.of(),
                List.of(),
                List.of(),
                1,
                1);
    }

    public Hash digest() {
        return digest;
    }

    Hash last() {
        return previous;
    }

    /** Appends any value as the next record. */
    public void append(byte[] value) {
        values.add(value);
    }

    void remove(int index) {
        values.remove(index);
    }

    List<byte[]> values() {
        return values;
    }

    public int size() {
        return values.size();
    }

    public Hash root() {
        return tree.root();
    }

    public void foldInto(CommittedState state) {
        for (int i = 0; i < values.size(); i++) {
            state.fold(partition, i, values.get(i));
        }
    }

    CommittedPartition folded() {
        CommittedPartition state = new CommittedPartition(partition);
        for (int i = 0; i < values.size(); i++) {
            state.fold(i, values.get(i));
        }
        return state;
    }
}
