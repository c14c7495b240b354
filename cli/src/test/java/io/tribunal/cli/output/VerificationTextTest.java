package io.tribunal.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.audit.bundle.Summary;
import io.tribunal.audit.check.FailureReason;
import io.tribunal.audit.check.VerificationResult;
import io.tribunal.core.identity.Hash;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationTextTest {
    private static final Summary.Ballot BALLOT = new Summary.Ballot(
            7,
            "00",
            "GET",
            List.of("e1", "e2", "e3"),
            2,
            List.of("e1", "e2"),
            "OUTPUT",
            "output/balance",
            "\"5\"",
            "\u001b[2J\"6\"");
    private static final VerificationResult.Proved PROVED = new VerificationResult.Proved(
            Hash.ZERO,
            2,
            1,
            new Summary("ISOLATE", "e3", "WRONG", "ENFORCED", 40, 15_648_092, List.of(BALLOT)),
            Hash.ZERO,
            List.of("how many"));

    @Test
    void shouldPrintWhatIsProvedAndWhatIsNot() {
        assertThat(VerificationText.of(PROVED, true))
                .startsWith("PROVED decision 2: ISOLATE e3 for WRONG, ENFORCED")
                .contains("response log 1@40")
                .contains("e1,e2 agree (2 of 3 needed); e3 differs in OUTPUT, output/balance: expected \"5\", got")
                .contains("not shown      how many")
                .doesNotContain("\u001b")
                .doesNotContain("own claim");
    }

    @Test
    void shouldWarnThatTheDeploymentIsOnlyTheFilesOwnClaim() {
        assertThat(VerificationText.of(PROVED, false)).contains("the file's own claim");
    }

    @Test
    void shouldNameTheReasonOfARefutation() {
        assertThat(VerificationText.of(new VerificationResult.Refuted(FailureReason.CHAIN, "a\nb"), true))
                .isEqualTo("REFUTED CHAIN: a\\u000ab");
    }

    @Test
    void shouldPrintJson() {
        StringWriter json = new StringWriter();

        new JsonLines(new PrintWriter(json)).print(VerificationJson.of(PROVED));
        new JsonLines(new PrintWriter(json))
                .print(VerificationJson.of(new VerificationResult.Refuted(FailureReason.FORMAT, "none")));

        assertThat(json.toString().lines())
                .satisfiesExactly(
                        proved -> assertThat(proved)
                                .startsWith("{\"judgement\":\"PROVED\"")
                                .contains("\"expected\":\"\\\"5\\\"\""),
                        refuted -> assertThat(refuted)
                                .isEqualTo("{\"judgement\":\"REFUTED\",\"reason\":\"FORMAT\",\"detail\":\"none\"}"));
    }
}
