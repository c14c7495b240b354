package io.tribunal.statestore.state;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.statestore.state.ChainBreak.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Checks the chain of a partition's verdicts: sequences without gaps, each verdict with the hash of the one before. A
 * duplicate, as an at-least-once voter writes after a crash, must have the bytes of the original; this is checked for
 * the last {@value REMEMBERED} verdicts.
 */
final class VerdictChainCheck {
    private static final int REMEMBERED = 4096;

    /** How a verdict relates to the chain so far. */
    sealed interface Link {
        record Next() implements Link {}

        record Duplicate() implements Link {}

        record Broken(Kind kind, String detail) implements Link {}
    }

    private final Map<Long, Hash> recent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Hash> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long next;
    private Hash last = Hash.ZERO;

    /** Appends the verdict to the chain if it is the next one. */
    Link take(Verdict verdict, Bytes body) {
        Hash hash = Hash.sha256(body.array());
        if (verdict.sequence() < next) {
            return duplicate(verdict, hash);
        }
        if (verdict.sequence() > next) {
            return new Link.Broken(Kind.SEQUENCE_GAP, "expected verdict " + next + ", found " + verdict.sequence());
        }
        if (!verdict.previousHash().equals(last)) {
            return new Link.Broken(
                    Kind.PREVIOUS_HASH,
                    "verdict " + next + " has previous hash " + verdict.previousHash() + "; expected " + last);
        }
        recent.put(next, hash);
        last = hash;
        next++;
        return new Link.Next();
    }

    private Link duplicate(Verdict verdict, Hash hash) {
        Hash first = recent.get(verdict.sequence());
        if (first != null && !first.equals(hash)) {
            return new Link.Broken(
                    Kind.CONFLICTING_REPEAT, "verdict " + verdict.sequence() + " is repeated with other bytes");
        }
        return new Link.Duplicate();
    }

    /** The number of verdicts in the chain. */
    long length() {
        return next;
    }

    /** SHA-256 of the last verdict's Avro body, zero before the first. */
    Hash last() {
        return last;
    }
}
