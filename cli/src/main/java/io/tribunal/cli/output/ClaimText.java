package io.tribunal.cli.output;

import io.tribunal.audit.export.Claim;
import io.tribunal.kafka.process.LogText;

/** A record of isolation-decisions, and why it does not agree with the decisions in force, on one line. */
public final class ClaimText {
    private ClaimText() {}

    public static String of(Claim.Checked checked) {
        Claim claim = checked.claim();
        return checked.worth() + " isolation-decisions 0@" + claim.offset() + " key=" + LogText.name(claim.key())
                + OutcomeText.because(checked.why());
    }
}
