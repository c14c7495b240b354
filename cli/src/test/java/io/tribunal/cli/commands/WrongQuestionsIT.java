package io.tribunal.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tribunal.cli.Main;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Status;
import io.tribunal.core.normalize.StrictJson;
import io.tribunal.deployment.EmbeddedDeployment;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.kafka.process.LogText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to a real deployment that is not the one that was meant, that lacks what was asked for, or whose accounts look alike. */
class WrongQuestionsIT {
    private static final String ZEROS = "0".repeat(64);
    private static final String LEDGER = "acme";
    private static final List<String> ACCOUNTS =
            List.of("\t", "\\u0009", "a b", "a", "\u00e9", "e\u0301", "a\u202eb", "\u001b[31ma");

    private static EmbeddedDeployment tribunal;

    record Ending(int code, String out, String err) {}

    @BeforeAll
    static void start() throws InterruptedException {
        tribunal = EmbeddedDeployment.start();
        try (TribunalClient client = tribunal.newClient()) {
            for (String account : ACCOUNTS) {
                Outcome outcome = client.send(NewRequest.json(LEDGER, "OPEN", body(account)))
                        .join();
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Agreed.class,
                                agreed -> assertThat(agreed.status()).isEqualTo(Status.OK));
            }
        }
        // the state store reads committed verdicts, and may be behind the client
        await().until(() -> ask("state list --ledger acme").out().lines().count() == ACCOUNTS.size());
    }

    private static Bytes body(String account) {
        String json = "{\"account\":\"%s\",\"overdraft\":\"none\"}"
                .formatted(account.replace("\\", "\\\\").replace("\t", "\\t").replace("\u001b", "\\u001b"));
        return StrictJson.canonicalBody(Bytes.utf8(json).array()).orElseThrow();
    }

    @AfterAll
    static void stop() {
        tribunal.close();
    }

    private static Ending ask(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("--bootstrap-server", tribunal.address().bootstrapServers()));
        arguments.addAll(Arrays.asList(more));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new Ending(code, out.toString(), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verdicts",
                "state get --ledger acme --account a",
                "state list",
                "state digest",
                "log show --topic verdicts",
                "log show --topic business-log",
                "isolation list",
                "isolation show 1",
                "isolation explain 1",
                "executors",
                "evidence export --decision 1",
                "policy explain",
                "topics list",
                "topics apply"
            })
    void shouldNotAnswerFromAnotherDeployment(String command) {
        Ending ending = ask(command, "--deployment", ZEROS);

        assertThat(ending.err()).contains("0@0 of tribunal.business-log is the genesis of deployment");
        assertThat(ending.code()).isEqualTo(ExitCode.VERIFICATION_FAILED.code());
        assertThat(ending.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state get --ledger acme --account nobody | there is no account nobody in ledger acme",
                "log show --topic verdicts --from 99999999 | there is no offset 99999999 yet",
                "log show --topic verdicts --partition 99 | there is no partition 99",
                "isolation show 99 | there is no decision 99; the last one is 0",
                "isolation explain 99 | there is no decision 99",
                "evidence export --decision 99 | decision 99",
                "state list --namespace other | there is no topic other.business-log",
                "verdicts --namespace other | there is no topic other.business-log",
                "executors --namespace other | there is no topic other.business-log"
            })
    void shouldSayWhatTheDeploymentDoesNotHave(String command, String message) {
        Ending ending = ask(command);

        assertThat(ending.err()).contains(message);
        assertThat(ending.code()).isEqualTo(ExitCode.NOT_FOUND.code());
    }

    @Test
    void shouldTellAccountsApartInTextAndInJson() {
        List<String> lines = ask("state list --ledger acme").out().lines().toList();

        assertThat(lines)
                .containsExactlyInAnyOrderElementsOf(ACCOUNTS.stream()
                        .map(account -> "acme " + LogText.name(account) + " 0 none")
                        .toList());
        assertThat(lines).doesNotHaveDuplicates().allMatch(line -> line.matches("[ -~\u00e9]*"));
        assertThat(ask("state list --ledger acme --output json").out().lines()).doesNotHaveDuplicates();
    }

    @Test
    void shouldFindEachAccountByItsName() {
        for (String account : ACCOUNTS) {
            Ending ending = ask("state get --ledger acme", "--account", account);

            assertThat(ending.code()).as(account).isZero();
            assertThat(ending.out().strip()).isEqualTo("acme " + LogText.name(account) + " 0 none");
        }
    }
}
