package io.tribunal.schemas.hostile;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.avro.Checkpoint;
import io.tribunal.schemas.avro.Control;
import io.tribunal.schemas.avro.Deviation;
import io.tribunal.schemas.avro.Genesis;
import io.tribunal.schemas.avro.GenesisV2;
import io.tribunal.schemas.avro.IsolationDecision;
import io.tribunal.schemas.avro.OrderEntry;
import io.tribunal.schemas.avro.Request;
import io.tribunal.schemas.avro.Response;
import io.tribunal.schemas.avro.ResponseBatchHeader;
import io.tribunal.schemas.avro.ResponseLogEntry;
import io.tribunal.schemas.avro.SnapshotChunk;
import io.tribunal.schemas.avro.Verdict;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.CheckpointCodec;
import io.tribunal.schemas.codec.DecisionCodec;
import io.tribunal.schemas.codec.DecisionLogCodec;
import io.tribunal.schemas.codec.DeviationCodec;
import io.tribunal.schemas.codec.EnvelopeCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.codec.SnapshotChunkCodec;
import io.tribunal.schemas.codec.SnapshotKey;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.codec.WireFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Every decoder of records that anyone can write, behind one face: a body of its schema, and how it travels. */
enum Decoder {
    ENVELOPE(io.tribunal.schemas.avro.SignedEnvelope.getClassSchema(), Decoder::framed, Decoder::readEntry),
    GENESIS(Genesis.getClassSchema(), entry(PayloadType.GENESIS, Genesis.getClassSchema()), Decoder::readEntry),
    REQUEST(Request.getClassSchema(), entry(PayloadType.REQUEST, Request.getClassSchema()), Decoder::readEntry),
    CONTROL(Control.getClassSchema(), entry(PayloadType.CONTROL, Control.getClassSchema()), Decoder::readEntry),
    RULE(
            GenesisV2.getClassSchema(),
            entry(PayloadType.GENESIS, GenesisV2.getClassSchema()),
            value -> BusinessCodec.decodeRule(new LogPosition(0, 7), 1, true, value)),
    RESPONSE_LOG(ResponseLogEntry.getClassSchema(), Decoder::framed, Decoder::readBatch),
    BATCH_HEADER(
            ResponseBatchHeader.getClassSchema(),
            body -> ResponseCodec.encode(0, header(single(ResponseBatchHeader.getClassSchema(), body)), List.of()),
            Decoder::readBatch),
    RESPONSE(Response.getClassSchema(), Decoder::batchOf, Decoder::readBatch),
    ORDER(OrderEntry.getClassSchema(), Decoder::framed, value -> DecisionLogCodec.decode(7, true, value)),
    DECISION(IsolationDecision.getClassSchema(), Decoder::framed, DecisionCodec::decodeFramed),
    CHECKPOINT(Checkpoint.getClassSchema(), Decoder::framed, value -> CheckpointCodec.decode(true, value)),
    SNAPSHOT_CHUNK(SnapshotChunk.getClassSchema(), Decoder::framed, SnapshotChunkCodec::decode),
    SNAPSHOT_KEY(Schema.create(Schema.Type.BYTES), Bytes::array, SnapshotKey::decode),
    VERDICT(Verdict.getClassSchema(), Decoder::framed, VerdictCodec::decodeFramed),
    DEVIATION(Deviation.getClassSchema(), Decoder::framed, DeviationCodec::decodeFramed),
    EVIDENCE_HEADER(
            io.tribunal.schemas.avro.SignedEnvelope.getClassSchema(),
            Bytes::array,
            value -> EnvelopeCodec.decode(Bytes.wrap(value)));

    /** Puts a body into a value as it travels. */
    private interface Framing {
        byte[] value(Bytes body);
    }

    private final Schema schema;
    private final Framing framing;
    private final Consumer<byte[]> reader;

    Decoder(Schema schema, Framing framing, Consumer<byte[]> reader) {
        this.schema = schema;
        this.framing = framing;
        this.reader = reader;
    }

    Schema schema() {
        return schema;
    }

    byte[] value(Bytes body) {
        return framing.value(body);
    }

    /** Decodes; a value that is refused counts as decoded. */
    void decode(byte[] value) {
        try {
            reader.accept(value);
        } catch (IllegalArgumentException refused) {
            // the contract of a decoder that throws
        }
    }

    private static void readEntry(byte[] value) {
        BusinessCodec.decode(new LogPosition(0, 7), 1, true, value);
    }

    private static void readBatch(byte[] value) {
        ResponseCodec.decode(new LogPosition(0, 7), 1, true, value);
    }

    private static byte[] framed(Bytes body) {
        return WireFormat.frame(0, body.array());
    }

    private static Framing entry(PayloadType type, Schema schema) {
        return body -> BusinessCodec.encode(0, envelope(type, single(schema, body)));
    }

    private static SignedEnvelope header(Bytes payload) {
        return envelope(PayloadType.RESPONSE_BATCH, payload);
    }

    /** A signature of the right length that nobody made. */
    static SignedEnvelope envelope(PayloadType type, Bytes payload) {
        return new SignedEnvelope(type.mediaType(), payload, "k", Bytes.wrap(new byte[64]), Optional.empty());
    }

    private static byte[] batchOf(Bytes body) {
        Bytes response = single(Response.getClassSchema(), body);
        Hash root = MerkleTree.of(List.of(ResponseBatch.leaf(response))).root();
        Bytes header = PayloadCodec.encodeHeader(new ResponseBatch.Header(Hash.ZERO, "e1", 0, Long.MAX_VALUE, 1, root));
        return ResponseCodec.encode(0, header(header), List.of(response));
    }

    private static Bytes single(Schema schema, Bytes body) {
        return Bytes.wrap(ByteBuffer.allocate(10 + body.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 0x01)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .put(body.array())
                .array());
    }

    /** The largest body of which the value is not refused for its size alone. */
    int largestBody() {
        int limit = switch (this) {
            case RESPONSE_LOG, BATCH_HEADER, RESPONSE -> Limits.MAX_RESPONSE_BYTES;
            case ORDER -> DecisionLogCodec.MAX_VALUE;
            case CHECKPOINT -> CheckpointCodec.MAX_VALUE;
            case SNAPSHOT_CHUNK -> SnapshotChunkCodec.MAX_VALUE;
            default -> Limits.MAX_ENTRY;
        };
        return limit - limit / 256 - 128;
    }
}
