package io.tribunal.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.audit.export.Claim;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.cli.options.OutputFormat;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutorStatusTextTest {
    private static final Genesis GENESIS = new Genesis(
            Hash.ZERO,
            "ledger",
            1,
            List.of(new ExecutorId("e1"), new ExecutorId("e2"), new ExecutorId("e3")),
            List.of(),
            List.of(),
            1,
            Policy.defaults(new QuorumSpec(3), List.of()),
            RulesVersion.LATEST);
    private static final DecisionChain BEFORE = DecisionChain.of(GENESIS, Hash.ZERO);
    private static final OrderedDecision DECISION = new OrderedDecision(
            1,
            Hash.ZERO,
            new IsolationProposal(
                    Hash.ZERO,
                    new MembershipEvent.Isolate(new ExecutorId("e2"), DeviationClass.WRONG),
                    new LogPosition(0, 9),
                    16_000_000,
                    List.of(3L),
                    Hash.ZERO,
                    0),
            Enforcement.ENFORCED);
    private static final DecisionHistory.Entry ENTRY = new DecisionHistory.Entry(
            new CertifiedDecision(DECISION, QuorumCertificate.NONE), BEFORE, new LogPosition(0, 12), 0);
    private static final DecisionHistory HISTORY =
            new DecisionHistory(GENESIS, List.of(ENTRY), BEFORE.after(DECISION).orElseThrow());
    private static final Claim.Checked FORGED = new Claim.Checked(
            new Claim(4, "e1\u001b", Optional.empty(), ""), Claim.Worth.FORGED, "BAD_CERTIFICATE, nobody signed");

    private static List<String> lines(OutputFormat format) {
        StringWriter text = new StringWriter();
        ResultPrinter printer = new ResultPrinter(format, new PrintWriter(text));
        ExecutorStatus.all(HISTORY)
                .forEach(status -> printer.print(status, ExecutorStatusText::of, ExecutorStatusJson::of));
        printer.print(FORGED, ClaimText::of, ClaimJson::of);
        return text.toString().lines().toList();
    }

    @Test
    void shouldListStatusesAndForgedRecords() {
        assertThat(lines(OutputFormat.TEXT))
                .containsExactly(
                        "e1 ACTIVE",
                        "e2 ISOLATED since 1970-01-01T00:00:00Z by decision 1: ISOLATE e2 for WRONG, ENFORCED",
                        "e3 ACTIVE",
                        "FORGED isolation-decisions 0@4 key=\"e1\\u001b\": BAD_CERTIFICATE, nobody signed");
    }

    @Test
    void shouldListAsJson() {
        assertThat(lines(OutputFormat.JSON))
                .contains("{\"executor\":\"e1\",\"status\":\"ACTIVE\",\"decision\":0}")
                .anyMatch(line -> line.contains("\"worth\":\"FORGED\""));
    }

    @Test
    void shouldShowADecisionFieldByField() {
        assertThat(DecisionJson.of(ENTRY))
                .containsEntry("decision", 1L)
                .containsEntry("evidence", List.of(3L))
                .containsEntry("businessOffset", 12L);
    }

    @Test
    void shouldSayWhatAMandateDoes() {
        RootMandate mandate =
                new RootMandate(Hash.ZERO, 3, new Action.VoidState(2, 7, Hash.ZERO), Bytes.EMPTY, List.of());

        assertThat(DecisionText.subject(new OrderedDecision(1, Hash.ZERO, mandate, Enforcement.ENFORCED)))
                .isEqualTo("MANDATE 3 declares 2@7 without effect, ENFORCED");
    }
}
