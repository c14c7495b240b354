package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tribunal.core.identity.Bytes;
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
import io.tribunal.schemas.avro.SignedEnvelope;
import io.tribunal.schemas.avro.Verdict;
import io.tribunal.schemas.codec.PayloadCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Every schema with all its named types inlined, and its fingerprint. */
final class SchemaVectors implements GoldenFile {
    private static final List<Schema> PAYLOADS = List.of(
            Genesis.getClassSchema(),
            Request.getClassSchema(),
            Control.getClassSchema(),
            ResponseBatchHeader.getClassSchema(),
            Response.getClassSchema(),
            GenesisV2.getClassSchema());
    private static final List<Schema> VALUES = List.of(
            SignedEnvelope.getClassSchema(),
            ResponseLogEntry.getClassSchema(),
            Verdict.getClassSchema(),
            Deviation.getClassSchema(),
            OrderEntry.getClassSchema(),
            IsolationDecision.getClassSchema());

    @Override
    public String name() {
        return "schemas";
    }

    @Override
    public JsonNode generate() {
        ArrayNode cases = Json.array();
        Stream.concat(PAYLOADS.stream(), VALUES.stream())
                .forEach(schema -> cases.add(Json.object()
                        .put("name", schema.getName())
                        .put("payload", PAYLOADS.contains(schema))
                        .put("fingerprint", littleEndian(schema).toHex())
                        .put("canonicalForm", SchemaNormalization.toParsingForm(schema))));
        return Json.file(
                "Avro schemas in parsing canonical form, whole. fingerprint: its CRC-64-AVRO as it stands in a payload"
                        + " (little-endian). payload: whether it is carried as a single object. GenesisV2 is read at offset 0 only"
                        + " and listed by no policy.",
                cases);
    }

    @Override
    public void check(JsonNode file) {
        assertThat(file.get("cases")).allSatisfy(one -> {
            Schema schema = new Schema.Parser().parse(one.get("canonicalForm").asText());
            assertThat(littleEndian(schema)).isEqualTo(Json.bytes(one.get("fingerprint")));
            assertThat(PayloadCodec.fingerprints().contains(SchemaNormalization.parsingFingerprint64(schema)))
                    .isEqualTo(
                            one.get("payload").asBoolean() && !schema.getName().equals("GenesisV2"));
        });
    }

    private static Bytes littleEndian(Schema schema) {
        return Bytes.wrap(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array());
    }
}
