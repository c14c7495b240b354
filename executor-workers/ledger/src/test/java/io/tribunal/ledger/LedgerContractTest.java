package io.tribunal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.worker.Answer;
import io.tribunal.worker.ExecutorVariants;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks every variant against docs/accounts.md. */
class LedgerContractTest {
    private static final String NINES = "999999999999999999.99999999";
    private static final String NAME_128 = "é".repeat(64);
    private static final String NAME_129 = "é".repeat(64) + "x";

    private record Case(String operation, String body, String expected) {}

    static Stream<String> variants() {
        return ExecutorVariants.onClassPath().names().stream();
    }

    private static Case refused(String operation, String body, String error) {
        return new Case(operation, body, "REFUSED {\"error\":\"" + error + "\"}");
    }

    private static Case shown(String operation, String body, String account, String balance) {
        return new Case(operation, body, "{\"account\":\"" + account + "\",\"balance\":\"" + balance + "\"}");
    }

    private static String transfer(String from, String to, String amount) {
        return "{\"amount\":\"" + amount + "\",\"from\":\"" + from + "\",\"to\":\"" + to + "\"}";
    }

    private static String increment(String account, String amount) {
        return "{\"account\":\"" + account + "\",\"amount\":\"" + amount + "\"}";
    }

    private static String open(String account, String overdraft) {
        return "{\"account\":\"" + account + "\",\"overdraft\":\"" + overdraft + "\"}";
    }

    private static String get(String account) {
        return "{\"account\":\"" + account + "\"}";
    }

    /** Each is asked of a bank that was filled by {@link #bank}. */
    static Stream<Case> cases() {
        return Stream.of(
                // BAD_REQUEST comes first, even for an operation that does not exist
                refused("OPEN", "[]", "BAD_REQUEST"),
                refused("OPEN", "null", "BAD_REQUEST"),
                refused("OPEN", "\"x\"", "BAD_REQUEST"),
                refused("OPEN", "{}", "BAD_REQUEST"),
                refused("NOPE", "7", "BAD_REQUEST"),
                refused("OPEN", get("new"), "BAD_REQUEST"),
                refused("OPEN", "{\"account\":\"new\",\"overdraft\":null}", "BAD_REQUEST"),
                refused("OPEN", "{\"account\":\"new\",\"overdraft\":5}", "BAD_REQUEST"),
                refused("OPEN", "{\"account\":7,\"overdraft\":\"none\"}", "BAD_REQUEST"),
                refused("OPEN", "{\"account\":[\"new\"],\"overdraft\":\"none\"}", "BAD_REQUEST"),
                refused("OPEN", "{\"account\":{\"account\":\"new\"},\"overdraft\":\"none\"}", "BAD_REQUEST"),
                refused("OPEN", "{\"account\":\"new\",\"extra\":\"1\",\"overdraft\":\"none\"}", "BAD_REQUEST"),
                refused("OPEN", "{\"Account\":\"new\",\"overdraft\":\"none\"}", "BAD_REQUEST"),
                refused("OPEN", open("", "bad"), "BAD_REQUEST"),
                refused("OPEN", open(NAME_129, "none"), "BAD_REQUEST"),
                refused("OPEN", open("a\\u0000b", "none"), "BAD_REQUEST"),
                refused("TRANSFER", transfer("poor", "\\u0000", "1"), "BAD_REQUEST"),
                refused("GET", get(""), "BAD_REQUEST"),
                refused("GET", open("poor", "none"), "BAD_REQUEST"),
                refused("GET", "{\"\\u0000account\":\"poor\",\"account\":7}", "BAD_REQUEST"),
                refused("INCREMENT", "{\"account\":\"poor\",\"amount\":1}", "BAD_REQUEST"),
                refused("INCREMENT", "{\"account\":\"poor\",\"amount\":true}", "BAD_REQUEST"),
                refused("TRANSFER", transfer("", "poor", "x"), "BAD_REQUEST"),
                refused("TRANSFER", transfer("poor", "", "x"), "BAD_REQUEST"),
                // UNKNOWN_OPERATION
                refused("NOPE", "{}", "UNKNOWN_OPERATION"),
                refused("open", open("new", "none"), "UNKNOWN_OPERATION"),
                refused("", "{}", "UNKNOWN_OPERATION"),
                refused("NOPE", "{\"" + "n".repeat(65_000) + "\":1}", "UNKNOWN_OPERATION"),
                refused(" GET", get("poor"), "UNKNOWN_OPERATION"),
                // BAD_AMOUNT before anything about accounts
                refused("OPEN", open("poor", "NONE"), "BAD_AMOUNT"),
                refused("OPEN", open("new", ""), "BAD_AMOUNT"),
                refused("OPEN", open("new", "-1"), "BAD_AMOUNT"),
                refused("OPEN", open("new", "-0.00000001"), "BAD_AMOUNT"),
                refused("INCREMENT", increment("nobody", "x"), "BAD_AMOUNT"),
                refused("TRANSFER", transfer("poor", "poor", "0"), "BAD_AMOUNT"),
                refused("TRANSFER", transfer("poor", "rich", "-0"), "BAD_AMOUNT"),
                refused("TRANSFER", transfer("poor", "rich", "0.00000000"), "BAD_AMOUNT"),
                refused("TRANSFER", transfer("poor", "rich", "-1"), "BAD_AMOUNT"),
                // SAME_ACCOUNT before UNKNOWN_ACCOUNT
                refused("TRANSFER", transfer("nobody", "nobody", "1"), "SAME_ACCOUNT"),
                refused("TRANSFER", transfer("poor", "poor", "1"), "SAME_ACCOUNT"),
                // UNKNOWN_ACCOUNT
                refused("GET", get("nobody"), "UNKNOWN_ACCOUNT"),
                refused("GET", get("Poor"), "UNKNOWN_ACCOUNT"),
                refused("INCREMENT", increment("nobody", "-1"), "UNKNOWN_ACCOUNT"),
                refused("TRANSFER", transfer("nobody", "poor", "1"), "UNKNOWN_ACCOUNT"),
                refused("TRANSFER", transfer("poor", "nobody", "1"), "UNKNOWN_ACCOUNT"),
                // ALREADY_OPEN
                refused("OPEN", open("poor", "unlimited"), "ALREADY_OPEN"),
                // INSUFFICIENT_FUNDS
                refused("INCREMENT", increment("poor", "-0.00000001"), "INSUFFICIENT_FUNDS"),
                refused("INCREMENT", increment("limited", "-112.50000001"), "INSUFFICIENT_FUNDS"),
                refused("TRANSFER", transfer("poor", "full", "1"), "INSUFFICIENT_FUNDS"),
                refused("TRANSFER", transfer("limited", "poor", "113"), "INSUFFICIENT_FUNDS"),
                // OUT_OF_RANGE, on either side
                refused("INCREMENT", increment("full", "0.00000001"), "OUT_OF_RANGE"),
                refused("INCREMENT", increment("full", NINES), "OUT_OF_RANGE"),
                refused("INCREMENT", increment("deep", "-0.00000001"), "OUT_OF_RANGE"),
                refused("TRANSFER", transfer("rich", "full", "1"), "OUT_OF_RANGE"),
                refused("TRANSFER", transfer("deep", "poor", "1"), "OUT_OF_RANGE"),
                refused("TRANSFER", transfer("deep", "full", NINES), "OUT_OF_RANGE"),
                // and what is done
                shown("GET", get("poor"), "poor", "0"),
                shown("GET", get("full"), "full", NINES),
                shown("GET", get("deep"), "deep", "-" + NINES),
                shown("OPEN", open("new", "0"), "new", "0"),
                shown("OPEN", open(NAME_128, "none"), NAME_128, "0"),
                shown("OPEN", open("new", "-0"), "new", "0"),
                shown("INCREMENT", increment("poor", "-0"), "poor", "0"),
                shown("INCREMENT", increment("poor", "-0.0"), "poor", "0"),
                shown("INCREMENT", increment("poor", "000000000000000012.50000000"), "poor", "12.5"),
                shown("INCREMENT", increment("poor", "100"), "poor", "100"),
                shown("INCREMENT", increment("poor", "0.00000001"), "poor", "0.00000001"),
                shown("INCREMENT", increment("limited", "-112.5"), "limited", "-100.25"),
                shown("INCREMENT", increment("limited", "-12.25"), "limited", "0"),
                shown("INCREMENT", increment("limited", "-12.26"), "limited", "-0.01"),
                shown("INCREMENT", increment("limited", "-12.75"), "limited", "-0.5"),
                shown("INCREMENT", increment("full", "-" + NINES), "full", "0"),
                shown("INCREMENT", increment("deep", NINES), "deep", "0"),
                shown("INCREMENT", increment("full", "-0.99999999"), "full", "999999999999999999"),
                new Case(
                        "TRANSFER",
                        transfer("rich", "poor", "0.1"),
                        "{\"from\":{\"account\":\"rich\",\"balance\":\"999.9\"},"
                                + "\"to\":{\"account\":\"poor\",\"balance\":\"0.1\"}}"),
                new Case(
                        "TRANSFER",
                        transfer("full", "deep", NINES),
                        "{\"from\":{\"account\":\"full\",\"balance\":\"0\"},"
                                + "\"to\":{\"account\":\"deep\",\"balance\":\"0\"}}"));
    }

    static Stream<Arguments> casesOfVariants() {
        return variants().flatMap(variant -> cases().map(one -> Arguments.of(variant, one)));
    }

    /** poor 0, rich 1000, full at the top, deep at the bottom without limit, limited 12.25 down to -100.25. */
    private static Bank bank(String variant) {
        Bank bank = new Bank(variant);
        bank.ask("OPEN", open("poor", "none"));
        bank.ask("OPEN", open("rich", "none"));
        bank.ask("INCREMENT", increment("rich", "1000"));
        bank.ask("OPEN", open("full", "none"));
        bank.ask("INCREMENT", increment("full", NINES));
        bank.ask("OPEN", open("deep", "unlimited"));
        bank.ask("INCREMENT", increment("deep", "-" + NINES));
        bank.ask("OPEN", open("limited", "100.250"));
        bank.ask("INCREMENT", increment("limited", "12.25"));
        return bank;
    }

    @Test
    void shouldHaveFourVariants() {
        assertThat(variants()).containsExactly("decimal", "digits", "functional", "scaled");
    }

    @ParameterizedTest
    @MethodSource("casesOfVariants")
    void shouldAnswerAsSpecified(String variant, Case one) {
        Bank bank = bank(variant);
        var before = bank.state().entries();

        Answer answer = bank.ask(one.operation(), one.body());

        assertThat(Bank.show(answer)).isEqualTo(one.expected());
        assertThat(answer.contentType()).isEqualTo("application/json");
        if (answer.status() == Status.REFUSED) {
            assertThat(answer.writes()).isEmpty();
            assertThat(bank.state().entries()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldAcceptOnlyPlainDecimals(String variant) {
        Bank bank = bank(variant);
        for (String text : List.of(
                "",
                " ",
                "+1",
                "1e3",
                "1E3",
                "1.",
                ".5",
                "-",
                "-.5",
                "--1",
                "1.1.1",
                "1,5",
                " 1",
                "1 ",
                "0x10",
                "NaN",
                "Infinity",
                "1_000",
                "１",
                "٣",
                "1000000000000000000",
                "0000000000000000001",
                "1.000000001",
                "1.-1",
                "-1.-1",
                "1-",
                "none",
                "1f",
                "\\u0000",
                "1\\u0000")) {
            assertThat(bank.say("INCREMENT", increment("rich", text)))
                    .as(text)
                    .isEqualTo("REFUSED {\"error\":\"BAD_AMOUNT\"}");
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldKeepAccountsInShortestForm(String variant) {
        Bank bank = bank(variant);

        assertThat(bank.value("poor")).contains("0|none");
        assertThat(bank.value("rich")).contains("1000|none");
        assertThat(bank.value("deep")).contains("-" + NINES + "|unlimited");
        assertThat(bank.value("limited")).contains("12.25|100.25");
        bank.ask("OPEN", open("zero", "-0.00"));
        assertThat(bank.value("zero")).contains("0|0");
        bank.ask("OPEN", open("most", NINES));
        assertThat(bank.value("most")).contains("0|" + NINES);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldWriteChangedAccountsOnly(String variant) {
        Bank bank = bank(variant);

        assertThat(bank.ask("GET", get("rich")).writes()).isEmpty();
        assertThat(bank.ask("INCREMENT", increment("rich", "0")).writes()).hasSize(1);
        assertThat(bank.ask("TRANSFER", transfer("rich", "poor", "5")).writes())
                .extracting(Write::key)
                .extracting(key -> key.toUtf8())
                .containsExactlyInAnyOrder("main\0rich", "main\0poor");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldSeparateTheLedgersOfOnePartition(String variant) {
        Bank bank = bank(variant);

        String other = Bank.show(bank.ask(RequestGenerator.request("other", "GET", "application/json", get("rich"))));
        bank.ask(RequestGenerator.request("other", "OPEN", "application/json", open("rich", "unlimited")));

        assertThat(other).isEqualTo("REFUSED {\"error\":\"UNKNOWN_ACCOUNT\"}");
        assertThat(bank.value("other", "rich")).contains("0|unlimited");
        assertThat(bank.value("rich")).contains("1000|none");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldRefuseALedgerNameWithANulCharacter(String variant) {
        Bank bank = new Bank(variant);

        Answer answer = bank.ask(RequestGenerator.request("a\0b", "OPEN", "application/json", open("c", "none")));

        assertThat(Bank.show(answer)).isEqualTo("REFUSED {\"error\":\"BAD_REQUEST\"}");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldRefuseOtherContentTypesThanJson(String variant) {
        Bank bank = bank(variant);
        for (String type : List.of("", "text/plain", "Application/JSON", "application/json; charset=utf-8")) {
            assertThat(Bank.show(bank.ask(RequestGenerator.request("main", "GET", type, get("rich")))))
                    .isEqualTo("REFUSED {\"error\":\"BAD_REQUEST\"}");
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldAcceptAnyCharactersInANameUpTo128Bytes(String variant) {
        Bank bank = new Bank(variant);
        for (String name : List.of(
                "a", "|", "a|b", "\\\"", "\\\\", "/", "</script>", "\u2028", "\\u0001\\n", "日本", "😀".repeat(32))) {
            assertThat(bank.say("OPEN", open(name, "none"))).as(name).startsWith("{\"account\":");
        }
        assertThat(bank.say("OPEN", open("😀".repeat(32) + "a", "none"))).contains("BAD_REQUEST");
        assertThat(bank.say("OPEN", open("日".repeat(43), "none"))).contains("BAD_REQUEST");
        assertThat(bank.say("OPEN", open("日".repeat(42) + "aa", "none"))).startsWith("{\"account\":");
    }
}
