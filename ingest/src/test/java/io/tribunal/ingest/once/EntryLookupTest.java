package io.tribunal.ingest.once;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.admission.ShardPartitioner;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Request;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.EnvelopeVerifier;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.core.signature.Signer;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Recorder.Reach;
import io.tribunal.ingest.check.VerdictFixture;
import io.tribunal.ingest.once.RequestCourse.Look;
import io.tribunal.ingest.once.RequestLog.Answer;
import io.tribunal.ingest.once.RequestLog.Query;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryLookupTest {
    private static final long SEQUENCE = 50_000;
    private static final long APPEND_TIME = VerdictFixture.APPEND_TIME;
    private static final NewRequest WANTED = NewRequest.json("main", "INCREMENT", Bytes.utf8("{\"n\":1}"));
    private static final RequestId ID = new RequestId(Bytes.hex("00112233445566778899aabbccddeeff"));
    private static final RequestId OTHER_ID = new RequestId(Bytes.hex("ff112233445566778899aabbccddeeff"));

    private final VerdictFixture fixture = new VerdictFixture();
    private final int partition =
            ShardPartitioner.partitionOf("main", fixture.trust().genesis().partitions());
    private final Plan plan =
            new Plan(ID, SEQUENCE, APPEND_TIME + 1_000, RequestContent.of(WANTED), partition, new Reach(10, 0));
    private final Query query = new Query(plan, 10, Look.END);
    private final EntryLookup lookup = lookup(query);

    private EntryLookup lookup(Query... queries) {
        return new EntryLookup(
                fixture.trust(),
                VerdictFixture.CLIENT.keyId(),
                new EnvelopeVerifier(Ed25519.verifier()),
                List.of(queries));
    }

    private Request request(RequestId id, long sequence, NewRequest wanted) {
        return new Request(
                fixture.trust().deployment(),
                id,
                VerdictFixture.CLIENT_ID,
                sequence,
                plan.notAfter(),
                wanted.shardKey(),
                wanted.operation(),
                wanted.contentType(),
                wanted.body());
    }

    private static SignedEnvelope signed(Signer signer, Request request) {
        return new EnvelopeSigner(signer)
                .signBatch(PayloadType.REQUEST, List.of(PayloadCodec.encode(request)))
                .get(0);
    }

    private BusinessRecord record(long offset, SignedEnvelope envelope) {
        return BusinessCodec.decode(
                new LogPosition(partition, offset), APPEND_TIME, true, BusinessCodec.encode(0, envelope));
    }

    private Answer answer() {
        return lookup.answers().get(query);
    }

    @Test
    void shouldFindTheEntriesOfARequest() {
        // Given
        SignedEnvelope own = signed(VerdictFixture.CLIENT, request(ID, SEQUENCE, WANTED));
        // When
        lookup.read(record(9, own));
        lookup.read(record(12, own));
        lookup.read(record(15, own));
        // Then
        assertThat(answer().own()).extracting(LogPosition::offset).containsExactly(12L, 15L);
        assertThat(answer().dead()).isEqualTo(Look.END);
        assertThat(answer().foreign()).isFalse();
        assertThat(answer().highest()).isEqualTo(SEQUENCE);
        assertThat(lookup.entries().get(new LogPosition(partition, 12)).valueHash())
                .isEqualTo(Hash.sha256(BusinessCodec.encode(0, own)));
    }

    @Test
    void shouldLookNoFurtherThanItWasAsked() {
        EntryLookup one = lookup(new Query(plan, 12, 13));
        for (long offset = 11; offset < 15; offset++) {
            one.read(record(offset, signed(VerdictFixture.CLIENT, request(ID, SEQUENCE, WANTED))));
        }
        assertThat(one.entries()).containsOnlyKeys(new LogPosition(partition, 12));
    }

    @Test
    void shouldNotTakeAForgedEntryForItsOwn() {
        // Given entries that others may write: signed by another key under our key's id, and with a changed payload
        Signer stranger = new Signer() {
            private final SigningKey key = SigningKey.generate();

            @Override
            public KeyId keyId() {
                return VerdictFixture.CLIENT.keyId();
            }

            @Override
            public byte[] sign(byte[] message) {
                return key.sign(message);
            }
        };
        // When
        lookup.read(record(11, signed(stranger, request(ID, SEQUENCE, WANTED))));
        lookup.read(record(12, signed(SigningKey.generate(), request(ID, SEQUENCE, WANTED))));
        lookup.read(record(13, signed(stranger, request(OTHER_ID, SEQUENCE + 5_000, WANTED))));
        lookup.read(BusinessCodec.decode(new LogPosition(partition, 14), APPEND_TIME, true, new byte[] {1, 2, 3}));
        lookup.read(BusinessCodec.decode(new LogPosition(partition, 15), APPEND_TIME, true, null));
        // Then
        assertThat(answer()).isEqualTo(new Answer(List.of(), Look.END, false, -1));
    }

    @Test
    void shouldKnowWithoutTheVoterThatAnEntryWasNotAdmitted() {
        // Given one that was appended too late, and one after its sequence was dead
        SignedEnvelope own = signed(VerdictFixture.CLIENT, request(ID, SEQUENCE, WANTED));
        lookup.read(BusinessCodec.decode(
                new LogPosition(partition, 11), plan.notAfter() + 1, true, BusinessCodec.encode(0, own)));
        lookup.read(record(12, signed(VerdictFixture.CLIENT, request(OTHER_ID, SEQUENCE + 1_024, WANTED))));
        lookup.read(record(13, own));
        // Then
        assertThat(answer().own()).isEmpty();
        assertThat(answer().dead()).isEqualTo(12);
    }

    @Test
    void shouldFindARequestUnderWhicheverNotAfterItWasSent() {
        EntryLookup renewed = lookup(new Query(plan.validUntil(plan.notAfter() + 77), 10, Look.END));
        renewed.read(record(11, signed(VerdictFixture.CLIENT, request(ID, SEQUENCE, WANTED))));
        assertThat(renewed.entries()).containsOnlyKeys(new LogPosition(partition, 11));
    }

    @Test
    void shouldNoticeThatAnotherRequestHasTheSequence() {
        lookup.read(record(11, signed(VerdictFixture.CLIENT, request(OTHER_ID, SEQUENCE, WANTED))));
        assertThat(answer()).isEqualTo(new Answer(List.of(), 11, true, SEQUENCE));
    }

    @Test
    void shouldTellFromWhereOnASequenceIsTooOld() {
        // Given
        long edge = SEQUENCE + Limits.REPLAY_WINDOW;
        // When
        lookup.read(record(11, signed(VerdictFixture.CLIENT, request(OTHER_ID, edge - 1, WANTED))));
        long before = answer().dead();
        lookup.read(record(12, signed(VerdictFixture.CLIENT, request(OTHER_ID, edge, WANTED))));
        lookup.read(record(13, signed(VerdictFixture.CLIENT, request(OTHER_ID, edge + 1, WANTED))));
        // Then
        assertThat(before).isEqualTo(Look.END);
        assertThat(answer()).isEqualTo(new Answer(List.of(), 12, false, edge + 1));
    }

    @Test
    void shouldConcludeNothingFromEntriesThatAreNotAdmitted() {
        // Given entries with a higher sequence that admission rejects
        long above = SEQUENCE + 5_000;
        NewRequest misplaced = NewRequest.json(elsewhere(), "INCREMENT", WANTED.body());
        NewRequest malformed = NewRequest.json("main", "INCREMENT", Bytes.utf8("{ }"));
        // When
        lookup.read(record(11, signed(VerdictFixture.CLIENT, request(OTHER_ID, above, misplaced))));
        lookup.read(record(12, signed(VerdictFixture.CLIENT, request(OTHER_ID, above, malformed))));
        lookup.read(record(
                13, signed(VerdictFixture.CLIENT, request(OTHER_ID, SEQUENCE + Limits.MAX_SEQUENCE_JUMP + 1, WANTED))));
        lookup.read(BusinessCodec.decode(
                new LogPosition(partition, 14),
                plan.notAfter() + 1,
                true,
                BusinessCodec.encode(0, signed(VerdictFixture.CLIENT, request(OTHER_ID, above, WANTED)))));
        // Then
        assertThat(answer().dead()).isEqualTo(Look.END);
    }

    private String elsewhere() {
        int partitions = fixture.trust().genesis().partitions();
        for (int i = 0; ; i++) {
            if (ShardPartitioner.partitionOf("ledger " + i, partitions) != partition) {
                return "ledger " + i;
            }
        }
    }
}
