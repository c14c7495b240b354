package io.tribunal.conformance.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.Write;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.policy.NormalizationProfile;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.ArrayList;
import java.util.List;

/** A response as the voter compares it: its output normalized, all other fields byte for byte. */
public final class ResponseView {
    private ResponseView() {}

    /** All responses of an answer to {@code execute}. */
    public static JsonNode all(JsonNode answer) {
        List<ObjectNode> views = new ArrayList<>();
        answer.path("responses").forEach(encoded -> views.add(of(encoded.asText())));
        return Questions.array(views);
    }

    static ObjectNode of(String hex) {
        try {
            return of(PayloadCodec.decodeResponse(Bytes.hex(hex)));
        } catch (IllegalArgumentException e) {
            return Questions.object()
                    .put("unreadable", String.valueOf(e.getMessage()))
                    .put("bytes", hex);
        }
    }

    /** The fields, most telling differences first. */
    public static ObjectNode of(Response response) {
        ObjectNode view = Questions.object()
                .put("offset", response.businessOffset())
                .put("status", response.status().name())
                .put("contentType", response.contentType())
                .put("output", output(response));
        view.set(
                "writes",
                Questions.array(
                        response.writes().stream().map(ResponseView::write).toList()));
        return view.put("requestHash", response.requestHash().toHex())
                .put("preState", response.preState().toHex())
                .put("postState", response.postState().toHex())
                .put("stateRoot", response.stateRoot().toHex());
    }

    private static String output(Response response) {
        return Normalizer.normalize(response.contentType(), response.output(), NormalizationProfile.NONE)
                .map(Bytes::toUtf8)
                .orElseGet(() -> "does not normalize: " + response.output().toHex());
    }

    private static ObjectNode write(Write write) {
        return Questions.object()
                .put("key", write.key().toHex())
                .put("value", write.value().map(Bytes::toHex).orElse(null));
    }
}
