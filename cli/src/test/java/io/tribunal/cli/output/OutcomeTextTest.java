package io.tribunal.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.cli.options.OutputFormat;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Status;
import io.tribunal.ingest.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeTextTest {
    private static final RequestId ID = new RequestId(Bytes.hex("00112233445566778899aabbccddeeff"));
    private static final LogPosition POSITION = new LogPosition(2, 7);

    private static Outcome.Agreed agreed(String contentType, String output) {
        return new Outcome.Agreed(
                POSITION, Status.OK, contentType, Bytes.utf8(output), Optional.empty(), List.of(new ExecutorId("e1")));
    }

    private static String json(Outcome outcome) {
        StringWriter json = new StringWriter();
        new ResultPrinter(OutputFormat.JSON, new PrintWriter(json))
                .print(outcome, text -> "", known -> OutcomeJson.of(Optional.of(ID), known));
        return json.toString().strip();
    }

    @Test
    void shouldPrintAnAgreedOutcomeWithItsOutputAsJson() {
        assertThat(json(agreed("application/json", "{\"balance\":\"5\"}")))
                .isEqualTo("{\"requestId\":\"00112233445566778899aabbccddeeff\",\"partition\":2,\"offset\":7,"
                        + "\"outcome\":\"AGREED\",\"status\":\"OK\",\"output\":{\"balance\":\"5\"}}");
    }

    @Test
    void shouldPrintOtherOutputsInBase64() {
        assertThat(json(agreed("text/plain", "\u0000\""))).contains("\"output\":\"ACI=\"");
    }

    @Test
    void shouldPrintWhyARequestWasRejected() {
        Outcome rejected = new Outcome.Rejected(POSITION, Rejection.REPLAYED, "seen", Optional.of(3L), false);
        assertThat(json(rejected))
                .contains("\"outcome\":\"REJECTED\"")
                .contains("\"reason\":\"REPLAYED\"")
                .contains("\"replayOf\":3")
                .contains("\"output\":null");
        assertThat(OutcomeText.of(Optional.of(ID), rejected))
                .endsWith("REJECTED REPLAYED of offset 3, which only the voter says: seen");
        Outcome tooOld = new Outcome.Rejected(POSITION, Rejection.SEQUENCE_TOO_OLD, "below", Optional.empty(), false);
        assertThat(OutcomeText.of(Optional.of(ID), tooOld))
                .endsWith(
                        "REJECTED SEQUENCE_TOO_OLD, not known whether it was executed, which only the voter says: below");
        Outcome ofVersionOne = new Outcome.Rejected(POSITION, Rejection.REPLAYED, "seen", Optional.empty(), false);
        assertThat(OutcomeText.of(Optional.of(ID), ofVersionOne))
                .endsWith("REJECTED REPLAYED, not known whether it was executed, which only the voter says: seen");
    }

    @Test
    void shouldTellAProvenSplitFromTheVotersWord() {
        assertThat(json(new Outcome.Split(POSITION, true))).contains("\"outcome\":\"SPLIT\"", "\"proved\":true");
        assertThat(json(new Outcome.Split(POSITION, false))).contains("\"proved\":false");
        assertThat(OutcomeText.of(Optional.of(ID), new Outcome.Split(POSITION, true)))
                .endsWith(" SPLIT");
        assertThat(OutcomeText.of(Optional.of(ID), new Outcome.Split(POSITION, false)))
                .endsWith(" SPLIT, which only the voter says");
    }

    @Test
    void shouldNotCallARejectionThatTheClientFoundItselfTheVotersWord() {
        Outcome expired = new Outcome.Rejected(POSITION, Rejection.EXPIRED, "late", Optional.empty(), true);
        assertThat(OutcomeText.of(Optional.of(ID), expired)).endsWith("REJECTED EXPIRED: late");
    }

    @Test
    void shouldPrintWhatIsKnownOfAnUndecidedRequest() {
        Outcome unknown = new Outcome.Unknown(Outcome.Knowledge.MAYBE_APPENDED, Optional.empty(), "timed out");
        assertThat(json(unknown))
                .contains("\"partition\":null")
                .contains("\"outcome\":\"MAYBE_APPENDED\"")
                .contains("timed out");
    }

    @Test
    void shouldEscapeControlCharactersOfAnOutput() {
        String text = OutcomeText.of(Optional.of(ID), agreed("text/plain", "a\u001b[2Jb\nc"));
        assertThat(text).doesNotContain("\u001b").doesNotContain("\n");
    }
}
