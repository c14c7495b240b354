package io.tribunal.statestore.state;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.schemas.codec.MalformedRecordException;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.codec.WireFormat;
import io.tribunal.statestore.state.ChainBreak.Kind;
import io.tribunal.statestore.state.VerdictChainCheck.Link;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The committed state of one partition, folded from its verdicts and checked against both chains (PROTOCOL 5, 7).
 * AGREED verdicts change it, and SPLIT verdicts with an agreed state; an entry that a ROOT-signed Void declares without
 * effect is skipped. Stops permanently at the first verdict that does not fit. Not thread-safe.
 */
public final class CommittedPartition {
    private final int partition;
    private final VerdictChainCheck chain = new VerdictChainCheck();
    private final StateChain states = new StateChain();
    private @Nullable ChainBreak broken;

    public CommittedPartition(int partition) {
        this.partition = partition;
    }

    /** Folds the next record of the verdicts topic; after a break all records are ignored. */
    public void fold(long offset, byte @Nullable [] value) {
        if (broken != null) {
            return;
        }
        LogPosition at = new LogPosition(partition, offset);
        Optional<Bytes> body = value == null ? Optional.empty() : WireFormat.body(value);
        if (body.isEmpty()) {
            broken = new ChainBreak(Kind.UNREADABLE, at, "the value is not framed");
            return;
        }
        try {
            fold(at, VerdictCodec.decode(body.get()), body.get());
        } catch (MalformedRecordException unreadable) {
            broken = new ChainBreak(Kind.UNREADABLE, at, String.valueOf(unreadable.getMessage()));
        }
    }

    private void fold(LogPosition at, Verdict verdict, Bytes body) {
        if (verdict.position().partition() != partition) {
            broken = new ChainBreak(Kind.OTHER_PARTITION, at, "the verdict decides " + verdict.position());
            return;
        }
        switch (chain.take(verdict, body)) {
            case Link.Next next -> apply(at, verdict);
            case Link.Duplicate duplicate -> {}
            case Link.Broken link -> broken = new ChainBreak(link.kind(), at, link.detail());
        }
    }

    private void apply(LogPosition at, Verdict verdict) {
        if (verdict.isFinal()) {
            states.take(verdict.position().offset(), agreedState(verdict))
                    .ifPresent(mismatch -> broken = new ChainBreak(mismatch.kind(), at, mismatch.detail()));
        }
    }

    private static Optional<Verdict.AgreedState> agreedState(Verdict verdict) {
        return switch (verdict.outcome()) {
            case Verdict.Agreed agreed -> agreed.state();
            case Verdict.Split split -> split.state();
            case Verdict.Overdue overdue -> Optional.empty();
            case Verdict.Rejected rejected -> Optional.empty();
        };
    }

    public int partition() {
        return partition;
    }

    /** The end of the state digest chain. */
    public Hash digest() {
        return states.digest();
    }

    /** The number of agreed states that wait for the state of an earlier entry. */
    public int held() {
        return states.held();
    }

    /** The number of verdicts folded so far, without duplicates. */
    public long verdicts() {
        return chain.length();
    }

    /** SHA-256 of the last verdict's Avro body. */
    public Hash lastVerdict() {
        return chain.last();
    }

    /** Why folding has stopped; empty while the chain holds. */
    public Optional<ChainBreak> broken() {
        return Optional.ofNullable(broken);
    }

    /** The last states whose root was agreed, in business order. */
    List<RootedState> rooted() {
        return states.rooted();
    }

    Optional<Bytes> get(Bytes key) {
        return states.get(key);
    }

    SortedMap<Bytes, Bytes> entries() {
        return states.entries();
    }
}
