package io.tribunal.cli.commands;

import io.tribunal.audit.check.RefutedException;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.audit.export.NoSuchDecisionException;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.process.LogText;

/** Builds evidence for commands: what goes wrong is told to people. */
final class Proving {
    private Proving() {}

    /** @throws UserError when there is no such decision, or the logs do not prove it */
    static byte[] of(DeploymentLogs logs, DecisionHistory history, long decision) {
        try {
            return logs.export(history).of(decision);
        } catch (NoSuchDecisionException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        } catch (RefutedException e) {
            throw new UserError(
                    ExitCode.VERIFICATION_FAILED,
                    "the logs do not prove decision " + decision + ": "
                            + LogText.escaped(String.valueOf(e.getMessage())));
        }
    }
}
