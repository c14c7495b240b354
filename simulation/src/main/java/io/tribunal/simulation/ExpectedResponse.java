package io.tribunal.simulation;

import io.tribunal.core.ballot.Verdict.AgreedState;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.Status;
import io.tribunal.core.normalize.VoteDigest;
import java.util.Optional;

/**
 * The response of an honest executor to one admitted entry.
 *
 * @param before agreed state before the entry, absent for a stateless service
 * @param after agreed state after it
 */
public record ExpectedResponse(
        long offset,
        Hash requestHash,
        Optional<Hash> before,
        Optional<AgreedState> after,
        Status status,
        String result) {
    static final String JSON = "application/json";

    /** The response with a time in its output, which the operation's profile masks. */
    public Response response(long time) {
        return response("{ \"time\": " + time + ", \"result\" : \"" + result + "\" }");
    }

    /** The same response with another output. */
    public Response response(String output) {
        return new Response(
                offset,
                requestHash,
                before.map(Hash::bytes).orElse(Bytes.EMPTY),
                after.map(state -> state.postState().bytes()).orElse(Bytes.EMPTY),
                after.map(AgreedState::stateRoot).orElse(Bytes.EMPTY),
                status,
                JSON,
                Bytes.utf8(output),
                after.map(AgreedState::writes).orElse(java.util.List.of()));
    }

    public Bytes normalizedOutput() {
        return Bytes.utf8("{\"result\":\"" + result + "\"}");
    }

    public Hash voteDigest() {
        return VoteDigest.of(status, JSON, normalizedOutput());
    }
}
