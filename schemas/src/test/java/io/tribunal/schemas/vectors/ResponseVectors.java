package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.schemas.Samples;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.codec.ResponseCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Values of response-log: signed batches, a heartbeat, and unreadable batches. */
final class ResponseVectors implements GoldenFile {
    private static final LogPosition POSITION = new LogPosition(0, 0);

    @Override
    public String name() {
        return "response-batches";
    }

    @Override
    public JsonNode generate() {
        List<Bytes> two = Samples.responses(2);
        ArrayNode cases = Json.array();
        cases.add(described("heartbeat", Samples.batch(List.of())));
        for (int size : new int[] {1, 2, 3, 7}) {
            cases.add(described("batch of " + size, Samples.batch(Samples.responses(size))));
        }
        cases.add(described("offsets descend", Samples.batch(two.reversed())));
        cases.add(described("offset twice", Samples.batch(List.of(two.get(0), two.get(0)))));
        cases.add(described("one response missing", encoded(two, two.subList(0, 1))));
        cases.add(described(
                "another response than the root covers",
                encoded(two, List.of(two.get(0), Samples.responses(3).get(2)))));
        cases.add(described(
                "answer beyond processedTo",
                ResponseCodec.encode(0, Samples.signed(behind(Samples.header(two))), two)));
        cases.add(described("response with a byte more", Samples.batch(List.of(longer(two.get(0))))));
        cases.add(described(
                "header signed as a request",
                ResponseCodec.encode(
                        0,
                        new EnvelopeSigner(Samples.EXECUTOR)
                                .sign(PayloadType.REQUEST, PayloadCodec.encodeHeader(Samples.header(List.of()))),
                        List.of())));
        byte[] good = Samples.batch(two);
        cases.add(described("one byte more", Arrays.copyOf(good, good.length + 1)));
        cases.add(described("one byte less", Arrays.copyOf(good, good.length - 1)));
        return Json.file(
                "Values of response-log (PROTOCOL 3). readable: a reader takes it up; such a batch has been signed by"
                        + " key e1. encoded: the response as the root's leaf covers it.",
                cases);
    }

    private static byte[] encoded(List<Bytes> promised, List<Bytes> sent) {
        return ResponseCodec.encode(0, Samples.signed(Samples.header(promised)), sent);
    }

    private static ResponseBatch.Header behind(ResponseBatch.Header good) {
        return new ResponseBatch.Header(
                good.deployment(), good.author(), good.partition(), good.processedTo() - 1, good.count(), good.root());
    }

    private static Bytes longer(Bytes response) {
        return Bytes.wrap(Arrays.copyOf(response.array(), response.length() + 1));
    }

    private static ObjectNode described(String name, byte[] value) {
        Optional<ResponseBatch> batch =
                ResponseCodec.decode(POSITION, 0, true, value).batch();
        ObjectNode one =
                Json.object().put("name", name).put("value", Bytes.wrap(value).toHex());
        one.put("readable", batch.isPresent());
        batch.ifPresent(readable -> {
            one.set("header", header(readable));
            one.set(
                    "responses",
                    readable.items().stream().map(ResponseVectors::response).collect(Json.toArray()));
        });
        return one;
    }

    private static ObjectNode header(ResponseBatch batch) {
        ResponseBatch.Header header = batch.header();
        return Json.object()
                .put("encoded", batch.envelope().payload().toHex())
                .put("signature", batch.envelope().signature().toHex())
                .put("deployment", header.deployment().toHex())
                .put("executorId", header.author())
                .put("partition", header.partition())
                .put("processedTo", header.processedTo())
                .put("count", header.count())
                .put("root", header.root().toHex());
    }

    private static ObjectNode response(ResponseBatch.Item item) {
        Response response = item.response();
        ObjectNode node = Json.object()
                .put("encoded", item.encoded().toHex())
                .put("leaf", ResponseBatch.leaf(item.encoded()).toHex())
                .put("businessOffset", response.businessOffset())
                .put("requestHash", response.requestHash().toHex())
                .put("preState", response.preState().toHex())
                .put("postState", response.postState().toHex())
                .put("stateRoot", response.stateRoot().toHex())
                .put("status", response.status().name())
                .put("contentType", response.contentType())
                .put("output", response.output().toHex());
        node.set("writes", Json.writes(response.writes()));
        return node;
    }

    @Override
    public void check(JsonNode file) {
        assertThat(file.get("cases"))
                .allSatisfy(one -> assertThat(Json.parse(Json.print(described(
                                one.get("name").asText(),
                                Json.bytes(one.get("value")).array()))))
                        .isEqualTo(one));
    }
}
