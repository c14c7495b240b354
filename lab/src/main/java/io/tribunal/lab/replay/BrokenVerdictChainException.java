package io.tribunal.lab.replay;

import io.tribunal.core.ballot.Verdict;

/** Published verdicts do not form a chain; the message names the first that breaks it. */
public final class BrokenVerdictChainException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    BrokenVerdictChainException(Verdict verdict, String what) {
        super("verdict " + verdict.sequence() + " of partition "
                + verdict.position().partition() + " (entry "
                + verdict.position().offset() + ") " + what);
    }
}
