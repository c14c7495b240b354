package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.schemas.DecisionSamples;
import io.tribunal.schemas.IsolationSamples;
import io.tribunal.schemas.codec.DecisionCodec;
import io.tribunal.schemas.codec.DeviationCodec;
import io.tribunal.schemas.codec.PlainFormat;
import io.tribunal.schemas.codec.VerdictCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;

/** Verdicts and deviations of every kind as Avro bodies. */
final class DecisionVectors implements GoldenFile {
    private static final VerdictCodec VERDICTS = new VerdictCodec();
    private static final DeviationCodec DEVIATIONS = new DeviationCodec();

    @Override
    public String name() {
        return "decisions";
    }

    @Override
    public JsonNode generate() {
        ArrayNode cases = Json.array();
        DecisionSamples.outcomes()
                .map(DecisionSamples::verdict)
                .map(VERDICTS::encode)
                .forEach(body -> cases.add(described(PlainFormat.VERDICT.schema(), body)));
        for (Deviation.Kind kind : Deviation.Kind.values()) {
            cases.add(described(PlainFormat.DEVIATION.schema(), DEVIATIONS.encode(DecisionSamples.deviation(kind))));
        }
        IsolationSamples.decisions()
                .map(PlainFormat.DECISION::encode)
                .forEach(body -> cases.add(described(PlainFormat.DECISION.schema(), body)));
        return Json.file(
                "Avro bodies of plain records. hash: SHA-256 of the body, the next verdict's previousHash. text: the"
                        + " record in Avro's own JSON-like notation, for reading.",
                cases);
    }

    private static JsonNode described(Schema schema, Bytes body) {
        return Json.object()
                .put("schema", schema.getName())
                .put("body", body.toHex())
                .put("hash", Hash.sha256(body.array()).toHex())
                .put("text", text(schema, body));
    }

    private static String text(Schema schema, Bytes body) {
        try {
            return new GenericDatumReader<>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(body.array(), null))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void check(JsonNode file) {
        assertThat(file.get("cases")).allSatisfy(one -> {
            Bytes body = Json.bytes(one.get("body"));
            assertThat(Hash.sha256(body.array())).isEqualTo(Json.hash(one.get("hash")));
            assertThat(reEncoded(one.get("schema").asText(), body)).isEqualTo(body);
        });
    }

    private static Bytes reEncoded(String schema, Bytes body) {
        return switch (schema) {
            case "Deviation" -> DEVIATIONS.encode(DeviationCodec.decode(body));
            case "IsolationDecision" -> PlainFormat.DECISION.encode(DecisionCodec.decode(body));
            default -> VERDICTS.encode(VerdictCodec.decode(body));
        };
    }
}
