package io.tribunal.cli.output;

import io.tribunal.audit.export.Claim;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.cli.options.OutputFormat;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.isolation.Member;
import io.tribunal.kafka.process.LogText;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is what now, and which records of isolation-decisions are not to be believed. */
public final class StandingText {
    private final OutputFormat format;
    private final PrintWriter out;

    public StandingText(OutputFormat format, PrintWriter out) {
        this.format = format;
        this.out = out;
    }

    public void print(DecisionHistory history, List<Claim.Checked> claims) {
        history.chain().membership().members().forEach((executor, member) -> member(history, executor, member));
        claims.stream().filter(claim -> claim.worth() != Claim.Worth.VALID).forEach(this::claim);
        out.flush();
    }

    private void member(DecisionHistory history, ExecutorId executor, Member member) {
        Optional<DecisionHistory.Entry> entry = history.find(member.decision());
        switch (format) {
            case TEXT ->
                out.println(executor + " " + member.status()
                        + entry.map(StandingText::reason).orElse(""));
            case JSON -> new JsonLines(out).print(json(executor, member, entry));
        }
    }

    private static String reason(DecisionHistory.Entry entry) {
        return " since " + Instant.ofEpochMilli(entry.appendTime()) + " by decision " + entry.number() + ": "
                + DecisionDetails.subject(entry.certified().decision());
    }

    private static Map<String, Object> json(ExecutorId executor, Member member, Optional<DecisionHistory.Entry> entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("executor", executor.value());
        json.put("status", member.status().name());
        json.put("decision", member.decision());
        entry.ifPresent(known -> {
            json.put("since", known.appendTime());
            json.put("subject", DecisionDetails.subject(known.certified().decision()));
        });
        return json;
    }

    private void claim(Claim.Checked judged) {
        Claim claim = judged.claim();
        switch (format) {
            case TEXT ->
                out.println(LogText.escaped(judged.worth() + " isolation-decisions 0@" + claim.offset() + " key="
                        + claim.key() + ": " + judged.why()));
            case JSON -> {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("record", claim.offset());
                json.put("key", claim.key());
                json.put("worth", judged.worth().name());
                json.put("why", judged.why());
                new JsonLines(out).print(json);
            }
        }
    }
}
