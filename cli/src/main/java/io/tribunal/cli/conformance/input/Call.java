package io.tribunal.cli.conformance.input;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.StrictJson;

/** What a service sees of a request. */
public record Call(String shardKey, String operation, String contentType, Bytes body) {
    /** Whether admission would let the body pass: others never reach a service. */
    public boolean isAdmissible() {
        return !contentType.equals(Normalizer.JSON) || StrictJson.isCanonicalBody(body.array());
    }

    public Call withBody(Bytes other) {
        return new Call(shardKey, operation, contentType, other);
    }
}
