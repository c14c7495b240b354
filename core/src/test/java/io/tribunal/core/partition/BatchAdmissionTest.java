package io.tribunal.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.log.ResponseRecord.Opened;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BatchAdmissionTest {
    private static final long FINGERPRINT = 7;

    private final VotingFixture fixture = new VotingFixture(VotingFixture::stateless);
    private final long offset = fixture.request();
    private final List<Response> answers = List.of(fixture.answer(offset, "a"));
    private final ResponseBatch.Header good = fixture.header("e1", offset, answers);

    @Test
    void shouldDiscardUnreadableRecords() {
        assertThat(fixture.garbage()).containsExactly("MALFORMED 0#-1: noise");
    }

    @Test
    void shouldDiscardHeadersOfAnUnknownSchemaBeforeAnythingElse() {
        ResponseBatch.Header foreign = new ResponseBatch.Header(Hash.ZERO, "e1", 0, offset, 1, good.root());

        assertThat(fixture.take(fixture.batch("nobody", foreign, FINGERPRINT + 1, answers)))
                .containsExactly("MALFORMED 0#-1: header schema is not accepted at this position");
    }

    @Test
    void shouldDiscardBatchesOfAnotherDeploymentBeforeLookingForTheKey() {
        ResponseBatch.Header foreign = new ResponseBatch.Header(Hash.ZERO, "e1", 0, offset, 1, good.root());

        assertThat(fixture.take(fixture.batch("nobody", foreign, FINGERPRINT, answers)))
                .containsExactly("WRONG_DEPLOYMENT 0#-1: signed for another deployment");
    }

    @Test
    void shouldDiscardBatchesOfAnUnknownKey() {
        assertThat(fixture.take(fixture.batch("nobody", good, FINGERPRINT, answers)))
                .containsExactly("UNKNOWN_KEY 0#-1: key is not registered here");
    }

    @Test
    void shouldDiscardBatchesInTheNameOfAnotherExecutor() {
        assertThat(fixture.take(fixture.batch("e2", good, FINGERPRINT, answers)))
                .containsExactly("BAD_SIGNATURE 0#-1: key belongs to another");
    }

    @Test
    void shouldDiscardBatchesForAnotherPartition() {
        ResponseBatch.Header elsewhere = new ResponseBatch.Header(fixture.deployment, "e1", 1, offset, 1, good.root());

        assertThat(fixture.take(fixture.batch("e1", elsewhere, FINGERPRINT, answers)))
                .containsExactly("BAD_SIGNATURE 0#-1: signed for another partition");
    }

    private ResponseBatch forged() {
        ResponseBatch other = fixture.batch("e2", good, FINGERPRINT, answers);
        ResponseBatch mine = fixture.batch("e1", good, FINGERPRINT, answers);
        return ResponseBatch.of(
                new SignedEnvelope(
                        mine.envelope().payloadType(),
                        mine.envelope().payload(),
                        mine.envelope().keyId(),
                        other.envelope().signature(),
                        mine.envelope().batch()),
                FINGERPRINT,
                good,
                mine.items());
    }

    private static ResponseRecord record(ResponseBatch batch, Supplier<Opened> responses) {
        return ResponseRecord.headed(
                new LogPosition(0, 0), VotingFixture.START, Hash.ZERO, batch.signedHeader(), responses);
    }

    @Test
    void shouldDecodeNoResponsesBehindAForgedSignature() {
        assertThat(fixture.take(record(forged(), () -> {
                    throw new AssertionError("decoded");
                })))
                .containsExactly("BAD_SIGNATURE 0#-1: signature does not verify");
    }

    @Test
    void shouldDiscardUnreadableResponsesBehindASignedHeader() {
        ResponseBatch mine = fixture.batch("e1", good, FINGERPRINT, answers);

        assertThat(fixture.take(record(mine, () -> Opened.unreadable("noise"))))
                .containsExactly("MALFORMED 0#-1: noise");
        assertThat(fixture.cursor()).isZero();
    }

    @Test
    void shouldDiscardForgedSignatures() {
        assertThat(fixture.take(forged())).containsExactly("BAD_SIGNATURE 0#-1: signature does not verify");
    }

    @Test
    void shouldDiscardBatchesOfKeysThatAreNoMembers() {
        assertThat(fixture.send("e9", offset, fixture.answer(offset, "a")))
                .containsExactly("NOT_A_MEMBER 0#-1: no executor of this deployment");
        assertThat(fixture.send("v9", offset)).containsExactly("NOT_A_MEMBER 1#-1: no validator of this deployment");
    }

    @Test
    void shouldTakeHeartbeatsOfValidatorsButNoResponses() {
        assertThat(fixture.send("v1", offset, fixture.answer(offset, "a")))
                .containsExactly("BAD_SIGNATURE 0#-1: a VALIDATOR key may not sign this");
        assertThat(fixture.send("client", offset))
                .containsExactly("BAD_SIGNATURE 1#-1: a CLIENT key may not sign this");
        assertThat(fixture.send("v1", offset)).isEmpty();
        assertThat(fixture.cursor()).isZero();
        assertThat(fixture.send("v2", offset)).isEmpty();
        assertThat(fixture.cursor()).isEqualTo(offset);
    }
}
