package io.tribunal.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.schemas.avro.Request;
import io.tribunal.schemas.avro.Response;
import io.tribunal.schemas.avro.ResponseBatchHeader;
import io.tribunal.schemas.avro.ResponseLogEntry;
import io.tribunal.schemas.avro.SignedEnvelope;
import io.tribunal.schemas.avro.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The layouts of the frequent records accept the bytes that Avro would write itself, no others, with the same values. */
class RecordFormatProperties {
    private static final List<Kind<?, ?>> KINDS = List.of(
            new Kind<>(
                    EnvelopeLayout.FORMAT,
                    new ReEncoding<>(SignedEnvelope.getClassSchema(), EnvelopeForm::toAvro, EnvelopeForm::fromAvro),
                    RandomRecords::envelope),
            new Kind<>(
                    RequestLayout.FORMAT,
                    new ReEncoding<>(Request.getClassSchema(), RequestForm::toAvro, RequestForm::fromAvro),
                    RandomRecords::request),
            new Kind<>(
                    ResponseLayout.FORMAT,
                    new ReEncoding<>(Response.getClassSchema(), ResponseForm::toAvro, ResponseForm::fromAvro),
                    RandomRecords::response),
            new Kind<>(
                    ResponseBatchLayout.HEADER,
                    new ReEncoding<ResponseBatchHeader, io.tribunal.core.log.ResponseBatch.Header>(
                            ResponseBatchHeader.getClassSchema(), ResponseForm::toAvro, ResponseForm::fromAvro),
                    RandomRecords::header),
            new Kind<>(
                    ResponseBatchLayout.ENTRY,
                    new ReEncoding<>(
                            ResponseLogEntry.getClassSchema(), ResponseForm::entryToAvro, ResponseForm::entryFromAvro),
                    RandomRecords::entry),
            new Kind<>(
                    VerdictLayout.FORMAT,
                    new ReEncoding<>(Verdict.getClassSchema(), VerdictForm::toAvro, VerdictForm::fromAvro),
                    RandomRecords::verdict));

    private record Kind<A, C>(RecordFormat<C> format, ReEncoding<A, C> avro, Function<RandomRecords, C> some) {
        void requireSameBytes(RandomRecords records) {
            C value = some.apply(records);

            byte[] body = format.encode(value);

            assertThat(body).isEqualTo(avro.encode(value));
            assertThat(format.decode(body, 0)).isEqualTo(value);
        }

        void requireSameAnswer(RandomRecords records) {
            byte[] damaged = records.damaged(avro.encode(some.apply(records)));

            assertThat(decoded(damaged)).isEqualTo(avro.decode(damaged));
        }

        private Optional<C> decoded(byte[] body) {
            try {
                return Optional.of(format.decode(body, 0));
            } catch (MalformedRecordException refused) {
                return Optional.empty();
            }
        }
    }

    @Property(tries = 1_000)
    void shouldWriteTheBytesThatAvroWritesAndReadThemBack(@ForAll long seed) {
        RandomRecords records = new RandomRecords(seed);
        KINDS.forEach(kind -> kind.requireSameBytes(records));
    }

    @Property(tries = 3_000)
    void shouldAgreeWithReEncodingOnDamagedBytes(@ForAll long seed) {
        RandomRecords records = new RandomRecords(seed);
        KINDS.forEach(kind -> kind.requireSameAnswer(records));
    }
}
