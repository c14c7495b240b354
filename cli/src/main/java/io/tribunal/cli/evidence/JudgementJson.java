package io.tribunal.cli.evidence;

import io.tribunal.audit.bundle.Summary;
import io.tribunal.audit.check.Judgement;
import io.tribunal.cli.output.JsonLines;
import java.io.PrintWriter;
import java.util.List;

/** What an evidence file came to, as one JSON object. */
final class JudgementJson {
    private final JsonLines out;

    JudgementJson(PrintWriter out) {
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

    void print(Judgement judgement) {
        switch (judgement) {
            case Judgement.Proved proved ->
                out.print(new Proved(
                        "PROVED",
                        proved.deployment().toHex(),
                        proved.decision(),
                        proved.partition(),
                        proved.summary(),
                        proved.head().toHex(),
                        proved.unproved()));
            case Judgement.Refuted refuted ->
                out.print(new Refuted("REFUTED", refuted.cause().name(), refuted.detail()));
        }
    }
}
