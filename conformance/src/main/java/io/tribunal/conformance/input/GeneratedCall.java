package io.tribunal.conformance.input;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.StrictJson;

/** What a service sees of a request. */
public record GeneratedCall(String shardKey, String operation, String contentType, Bytes body) {
    /** Whether admission would let the body pass: others never reach a service. */
    public boolean isAdmissible() {
        return !contentType.equals(Normalizer.JSON) || StrictJson.isCanonicalBody(body.array());
    }

    public GeneratedCall withBody(Bytes other) {
        return new GeneratedCall(shardKey, operation, contentType, other);
    }
}
