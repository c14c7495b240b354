package io.tribunal.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.log.Status;
import io.tribunal.core.policy.Limits;
import io.tribunal.schemas.Samples;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ResponseCodecTest {
    private static final LogPosition POSITION = new LogPosition(0, 3);

    @Test
    void shouldDecodeAnEncodedBatch() {
        List<Bytes> responses = Samples.responses(3);

        ResponseBatch batch = decode(Samples.batch(responses)).batch().orElseThrow();

        assertThat(batch.header()).isEqualTo(Samples.header(responses));
        assertThat(batch.envelope()).isEqualTo(Samples.signed(batch.header()));
        assertThat(batch.items()).extracting(ResponseBatch.Item::encoded).isEqualTo(responses);
        assertThat(batch.items().get(2).response()).isEqualTo(Samples.response(3));
        assertThat(batch.tree().root()).isEqualTo(batch.header().root());
    }

    @Test
    void shouldDecodeAHeartbeat() {
        assertThat(decode(Samples.batch(List.of())).batch().orElseThrow().items())
                .isEmpty();
    }

    @Test
    void shouldAcceptResponsesUpToTheLimit() {
        assertThat(decode(Samples.batch(Samples.responses(Limits.MAX_RESPONSES)))
                        .batch())
                .isPresent();
        assertUnreadable(Samples.batch(Samples.responses(Limits.MAX_RESPONSES + 1)), "more than 256 items");
    }

    @Test
    void shouldRefuseMoreThanHalfAMebibyteOfResponses() {
        List<Bytes> big = LongStream.range(0, 9)
                .mapToObj(offset -> PayloadCodec.encodeResponse(bigResponse(offset, 58_400)))
                .toList();

        assertUnreadable(Samples.batch(big), "more than 524288 bytes of responses");
        assertUnreadable(new byte[Limits.MAX_RESPONSE_RECORD + 1], "are allowed");
    }

    @Test
    void shouldRefuseResponsesThatTheHeaderDoesNotCover() {
        List<Bytes> two = Samples.responses(2);

        assertUnreadable(ResponseCodec.encode(0, Samples.signed(Samples.header(two)), two.subList(0, 1)), "counts 2");
        assertUnreadable(
                ResponseCodec.encode(
                        0,
                        Samples.signed(Samples.header(two)),
                        List.of(two.get(0), Samples.responses(3).get(2))),
                "root does not cover the responses");
    }

    /** Anybody can put other responses behind a header that somebody else has signed. */
    @Test
    void shouldDecodeNoResponseThatTheHeaderDoesNotCover() {
        Bytes undecodable = Bytes.utf8("no response at all");
        ResponseRecord record = decode(
                ResponseCodec.encode(0, Samples.signed(Samples.header(Samples.responses(1))), List.of(undecodable)));

        assertThat(record.header()).isPresent();
        assertThat(record.batch()).isEmpty();
        assertThat(record.detail()).contains("root does not cover the responses");
    }

    @Test
    void shouldRefuseOffsetsThatDoNotAscend() {
        List<Bytes> two = Samples.responses(2);

        assertUnreadable(Samples.batch(two.reversed()), "not ascending at 1");
        assertUnreadable(Samples.batch(List.of(two.get(0), two.get(0))), "not ascending at 1");
    }

    @Test
    void shouldRefuseAnAnswerBeyondProcessedTo() {
        List<Bytes> two = Samples.responses(2);
        ResponseBatch.Header good = Samples.header(two);
        ResponseBatch.Header modest =
                new ResponseBatch.Header(good.deployment(), good.author(), good.partition(), 1, 2, good.root());

        assertUnreadable(ResponseCodec.encode(0, Samples.signed(modest), two), "beyond processedTo");
    }

    @Test
    void shouldDecodeUnsortedWritesBecauseTheBallotDetectsThem() {
        Response good = Samples.response(1);
        Response descending = new Response(
                1,
                good.requestHash(),
                good.preState(),
                good.postState(),
                good.stateRoot(),
                good.status(),
                good.contentType(),
                good.output(),
                good.writes().reversed());

        assertThat(decode(Samples.batch(List.of(PayloadCodec.encodeResponse(descending))))
                        .batch())
                .isPresent();
    }

    @Test
    void shouldGiveNoTimeToARecordWithoutABrokerTimestamp() {
        ResponseRecord record = ResponseCodec.decode(POSITION, 4_102_444_800_000L, false, Samples.batch(List.of()));

        assertThat(record.appendTime()).isZero();
        assertThat(record.batch()).isEmpty();
        assertUnreadable(null, "no value");
    }

    @Test
    void shouldNeverThrowForAnyFlippedBit() {
        byte[] good = Samples.batch(Samples.responses(2));
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            decode(bad);
        }
    }

    private static Response bigResponse(long offset, int size) {
        return new Response(
                offset,
                Hash.ZERO,
                Bytes.EMPTY,
                Bytes.EMPTY,
                Bytes.EMPTY,
                Status.OK,
                "text/plain",
                Bytes.wrap(new byte[size]),
                List.of());
    }

    private static void assertUnreadable(byte[] value, String detail) {
        ResponseRecord record = decode(value);
        assertThat(record.batch()).isEmpty();
        assertThat(record.detail()).contains(detail);
    }

    private static ResponseRecord decode(byte[] value) {
        return ResponseCodec.decode(POSITION, 9, true, value);
    }
}
