package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.schemas.IsolationSamples;
import io.tribunal.schemas.Samples;
import io.tribunal.schemas.codec.DecisionLogCodec;

/** Values of isolation-endorsements of every kind, with their signed messages. */
final class DecisionLogVectors implements GoldenFile {
    @Override
    public String name() {
        return "order";
    }

    @Override
    public JsonNode generate() {
        ArrayNode cases = Json.array();
        IsolationSamples.contents()
                .forEach(content -> cases.add(Json.object()
                        .put("kind", content.getClass().getSimpleName())
                        .put("deployment", Samples.deployment().toHex())
                        .put("value", encode(content).toHex())
                        .put("message", message(content).toHex())));
        return Json.file(
                "Values of isolation-endorsements, with schema id 0. message: what the signature covers, empty for a"
                        + " ratification, which signs a decision that is not in it.",
                cases);
    }

    @Override
    public void check(JsonNode file) {
        assertThat(file.get("cases")).allSatisfy(one -> {
            Bytes value = Json.bytes(one.get("value"));
            DecisionLogRecord.Content content =
                    DecisionLogCodec.decode(0, true, value.array()).content();
            assertThat(content.getClass().getSimpleName())
                    .isEqualTo(one.get("kind").asText());
            assertThat(encode(content)).isEqualTo(value);
            assertThat(message(content)).isEqualTo(Json.bytes(one.get("message")));
        });
    }

    private static Bytes encode(DecisionLogRecord.Content content) {
        return Bytes.wrap(DecisionLogCodec.encode(0, Samples.deployment(), content));
    }

    private static Bytes message(DecisionLogRecord.Content content) {
        return switch (content) {
            case DecisionLogRecord.Endorsement endorsement ->
                Bytes.wrap(endorsement.proposal().signedBytes());
            case DecisionLogRecord.Rejoin rejoin -> Bytes.wrap(rejoin.signedBytes());
            case DecisionLogRecord.Mandate mandate ->
                Bytes.wrap(mandate.mandate().signedBytes());
            case DecisionLogRecord.Ratification ignored -> Bytes.EMPTY;
            case DecisionLogRecord.Unreadable ignored -> Bytes.EMPTY;
        };
    }
}
