package io.tribunal.lab.replay;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.schemas.codec.DeviationCodec;
import io.tribunal.schemas.codec.VerdictCodec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The verdicts and deviations of one partition: Avro bodies in the order of writing, repeats included.
 *
 * @param verdicts as a chain: see {@link #withoutRepeats}
 */
public record PartitionDecisions(List<Bytes> verdicts, List<Bytes> deviations) {
    public PartitionDecisions {
        verdicts = List.copyOf(verdicts);
        deviations = List.copyOf(deviations);
    }

    /**
     * Each verdict and deviation once, in the order of first writing.
     *
     * @throws BrokenVerdictChainException when verdicts are missing, do not follow each other, or are repeated with
     *     other bytes
     */
    public PartitionDecisions withoutRepeats() {
        List<Bytes> chain = new ArrayList<>();
        for (Bytes body : verdicts) {
            Verdict verdict = VerdictCodec.decode(body);
            if (verdict.sequence() < chain.size()) {
                requireSame(chain.get((int) verdict.sequence()), body, verdict);
            } else {
                requireNext(chain, verdict);
                chain.add(body);
            }
        }
        return new PartitionDecisions(chain, List.copyOf(new LinkedHashSet<>(deviations)));
    }

    /** Verdicts that were written again; throws as {@link #withoutRepeats}. */
    public int repeats() {
        return verdicts.size() - withoutRepeats().verdicts.size();
    }

    private static void requireSame(Bytes first, Bytes repeat, Verdict verdict) {
        if (!first.equals(repeat)) {
            throw new BrokenVerdictChainException(verdict, "is repeated with other bytes");
        }
    }

    private static void requireNext(List<Bytes> chain, Verdict verdict) {
        if (verdict.sequence() != chain.size()) {
            throw new BrokenVerdictChainException(verdict, "comes where " + chain.size() + " is due");
        }
        Hash previous =
                chain.isEmpty() ? Hash.ZERO : Hash.sha256(chain.getLast().array());
        if (!verdict.previousHash().equals(previous)) {
            throw new BrokenVerdictChainException(verdict, "does not name the hash of the one before");
        }
    }

    /** Whether the other decisions begin with these, byte for byte. */
    public boolean isPrefixOf(PartitionDecisions longer) {
        return isPrefix(verdicts, longer.verdicts) && isPrefix(deviations, longer.deviations);
    }

    private static boolean isPrefix(List<Bytes> shorter, List<Bytes> longer) {
        return shorter.size() <= longer.size() && shorter.equals(longer.subList(0, shorter.size()));
    }

    public List<Verdict> decodedVerdicts() {
        return verdicts.stream().map(VerdictCodec::decode).toList();
    }

    public List<Deviation> decodedDeviations() {
        return deviations.stream().map(DeviationCodec::decode).toList();
    }
}
