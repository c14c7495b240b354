package io.tribunal.ingest.check;

import io.tribunal.core.ballot.Verdict;
import java.util.Optional;

/** Port: finds the response that a supporter of a verdict refers to. */
@FunctionalInterface
public interface ProofSource {
    /** The proof, or empty when there is none or it cannot be read. Not verified. */
    Optional<ResponseProof> proofOf(int partition, Verdict.Supporter supporter);
}
