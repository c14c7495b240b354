package io.tribunal.cli.output;

import io.tribunal.audit.bundle.Summary;
import io.tribunal.audit.check.VerificationResult;
import java.io.PrintWriter;
import java.util.List;

/** What an evidence file came to, as one JSON object. */
public final class VerificationJson {
    private final JsonLines out;

    public VerificationJson(PrintWriter out) {
        this.out = new JsonLines(out);
    }

    private record Proved(
            String judgement,
            String deployment,
            long decision,
            int partition,
            Summary summary,
            String head,
            List<String> notShown) {}

    private record Refuted(String judgement, String cause, String detail) {}

    public void print(VerificationResult judgement) {
        switch (judgement) {
            case VerificationResult.Proved proved ->
                out.print(new Proved(
                        "PROVED",
                        proved.deployment().toHex(),
                        proved.decision(),
                        proved.partition(),
                        proved.summary(),
                        proved.head().toHex(),
                        proved.unproved()));
            case VerificationResult.Refuted refuted ->
                out.print(new Refuted("REFUTED", refuted.cause().name(), refuted.detail()));
        }
    }
}
