package io.tribunal.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.behaviour.Transition;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BehaviourFileTest {
    private static final String FIGURE = """
            # Six errors stay, the seventh moves.
            start: NORMAL
            states: [NORMAL, ABNORMAL]
            alarm: [ABNORMAL]
            transitions:
              - {from: NORMAL, input: '.*', output: Success, count: '*', to: NORMAL}
              - {from: NORMAL, input: '^GET', output: Error|Failure, count: 6, to: ABNORMAL}
            """;

    @Test
    void shouldReadAModel() {
        assertThat(BehaviourFile.parse("m.yaml", FIGURE))
                .isEqualTo(new BehaviourModel(
                        "NORMAL",
                        new TreeSet<>(List.of("ABNORMAL", "NORMAL")),
                        new TreeSet<>(List.of("ABNORMAL")),
                        List.of(
                                new Transition("NORMAL", ".*", "Success", Optional.empty(), "NORMAL"),
                                new Transition("NORMAL", "^GET", "Error|Failure", Optional.of(6), "ABNORMAL"))));
    }

    @Test
    void shouldReadTheExampleInTheDocumentation() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "behaviour.md"));
        String example = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("\n```\n"));

        assertThat(BehaviourFile.parse("ledger.yaml", example).alarm()).containsExactly("PROBED");
    }

    @Test
    void shouldAcceptAModelWithoutAlarmStates() {
        assertThat(BehaviourFile.parse("m.yaml", FIGURE.replace("alarm: [ABNORMAL]\n", ""))
                        .alarm())
                .isEmpty();
    }

    @Test
    void shouldNameTheLineAndTheProblem() {
        assertRefused(
                FIGURE.replace("count: 6", "count: six"),
                "m.yaml:7: transitions[1].count must be a whole number or \"*\"");
        assertRefused(FIGURE.replace("count: 6, ", ""), "m.yaml:7: transitions[1] lacks count");
        assertRefused(FIGURE.replace("start:", "begin:"), "m.yaml:2: lacks start");
        assertRefused(FIGURE + "begin: NORMAL\n", "m.yaml:8: begin is an unknown key");
        assertRefused(FIGURE.replace("count: 6", "count: 6, more: 1"), "transitions[1].more is an unknown key");
        assertRefused(FIGURE.replace("to: ABNORMAL", "to: 7"), "m.yaml:7: transitions[1].to must be a text");
        assertRefused(FIGURE.replace("[NORMAL, ABNORMAL]", "NORMAL"), "m.yaml:3: states must be a list");
        assertRefused(FIGURE.replace("to: ABNORMAL", "to: GONE"), "none of the states");
        assertRefused(FIGURE.replace("^GET", "(?=GET)"), "RE2 does not accept");
        assertRefused(FIGURE.replace("[NORMAL, ABNORMAL]", "[NORMAL, ABNORMAL, NORMAL]"), "NORMAL is named twice");
        assertRefused(FIGURE + "start: ABNORMAL\n", "m.yaml:8: Duplicate field 'start'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6.0",
                "6.5",
                "010",
                "0x10",
                "0b1",
                "1_0",
                "+6",
                "true",
                "99999999999",
                "[6]",
                "~",
                "",
                "''",
                "!!str 6"
            })
    void shouldAcceptOnlyWholeDecimalNumbersAsCounts(String count) {
        assertRefused(FIGURE.replace("count: 6", "count: " + count), "m.yaml:7: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "0x7", "1.5", "true", "~", "", "[Success]", "!!binary aGVsbG8=", "!foo Success"})
    void shouldAcceptOnlyTextsAsExpressions(String output) {
        assertRefused(FIGURE.replace("output: Success", "output: " + output), "m.yaml:6: ");
    }

    @Test
    void shouldNameLineAndColumn() {
        assertRefused(FIGURE.replace("to: ABNORMAL", "to: 7"), "m.yaml:7:72: transitions[1].to must be a text");
        assertRefused(
                FIGURE.replace("start: NORMAL", "start: a: b"), "m.yaml:2:9: mapping values are not allowed here");
        assertRefused(
                FIGURE.replace("[NORMAL, ABNORMAL]", "[NORMAL, ABNORMAL"),
                "m.yaml:4:6: while parsing a flow sequence; expected");
    }

    @Test
    void shouldNameWhatIsNotUtf8() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> InputFile.text("m.yaml", "a: 1\nü: ü".getBytes(StandardCharsets.ISO_8859_1)))
                .withMessage("m.yaml:2:1: byte 0xFC is not UTF-8; save the text as UTF-8");
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> InputFile.text("m.yaml", "\uFEFFa: 1".getBytes(StandardCharsets.UTF_8)))
                .withMessageStartingWith("m.yaml:1:1: a byte order mark (BOM)");
    }

    @Test
    void shouldRefuseAliases() {
        assertRefused(
                FIGURE.replace("start: NORMAL", "start: &n NORMAL").replace("to: NORMAL", "to: *n"),
                "m.yaml:6: aliases are not allowed");
    }

    @Test
    void shouldRefuseASecondDocument() {
        assertRefused(FIGURE + "---\n" + FIGURE, "m.yaml:");
    }

    @Test
    void shouldRefuseAlarmWithoutAList() {
        assertRefused(FIGURE.replace("alarm: [ABNORMAL]", "alarm:"), "m.yaml:4: ");
        assertRefused(FIGURE.replace("alarm: [ABNORMAL]", "alarm: ~"), "m.yaml:4: null is not allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "- a",
                "{",
                "a: &a [*a]",
                "!!java.net.URL ['http://example.org']",
                "a: 1\n---\nb: 2",
                "? [start]\n: x",
                "start: \u0007"
            })
    void shouldRefuseDocumentsThatAreNoModel(String yaml) {
        assertRefused(yaml, "m.yaml");
    }

    @Test
    void shouldRefuseAliasBombsAndOversizedDocuments() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 60; i++) {
            String before = "*a" + (i - 1);
            laughs.append("a%d: &a%d [%s]%n".formatted(i, i, String.join(",", before, before, before, before)));
        }
        assertRefused(laughs.toString(), "m.yaml");
        assertRefused("x".repeat(300_000), "longer than 262144 characters");
        assertRefused("[".repeat(10_000), "depth");
        assertRefused("{a: ".repeat(10_000), "depth");
        assertRefused(FIGURE + "#" + " ".repeat(300_000), "longer than");
    }

    @Test
    void shouldNameAMissingFile() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> BehaviourFile.read(Path.of("no-such-file.yaml")))
                .withMessageContaining("no-such-file.yaml");
    }

    private static void assertRefused(String yaml, String message) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> BehaviourFile.parse("m.yaml", yaml))
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE))
                .withMessageContaining(message.replaceFirst("^(m.yaml:[0-9]+:) .*", "$1"))
                .withMessageContaining(message.replaceFirst("^m.yaml:[0-9]+: ", ""));
    }
}
