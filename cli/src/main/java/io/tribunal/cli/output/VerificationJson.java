package io.tribunal.cli.output;

import io.tribunal.audit.bundle.Summary;
import io.tribunal.audit.check.VerificationResult;
import java.util.List;

/** The result of checking an evidence file. */
public final class VerificationJson {
    private VerificationJson() {}

    private record Proved(
            String judgement,
            String deployment,
            long decision,
            int partition,
            Summary summary,
            String head,
            List<String> notShown) {}

    private record Refuted(String judgement, String reason, String detail) {}

    public static Object of(VerificationResult result) {
        return switch (result) {
            case VerificationResult.Proved proved ->
                new Proved(
                        "PROVED",
                        proved.deployment().toHex(),
                        proved.decision(),
                        proved.partition(),
                        proved.summary(),
                        proved.head().toHex(),
                        proved.unproved());
            case VerificationResult.Refuted refuted ->
                new Refuted("REFUTED", refuted.cause().name(), refuted.detail());
        };
    }
}
