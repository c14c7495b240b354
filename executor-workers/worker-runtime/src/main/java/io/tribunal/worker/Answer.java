package io.tribunal.worker;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import java.util.List;

/**
 * A service's answer to one request, before the runtime checks and completes it. The runtime drops the writes of a refusal
 * and sorts the others by key.
 *
 * @param contentType of the output; part of the vote
 * @param output bytes; JSON may have any member order and white space, since the voter normalizes it
 * @param writes changes of state, at most one for each key
 */
public record Answer(Status status, String contentType, Bytes output, List<Write> writes) {
    public static final String JSON = "application/json";

    public Answer {
        writes = List.copyOf(writes);
    }

    /** The request was done: a JSON output and the changes of state. */
    public static Answer ok(String json, List<Write> writes) {
        return new Answer(Status.OK, JSON, Bytes.utf8(json), writes);
    }

    /** The request was refused: a JSON output and no changes of state. */
    public static Answer refused(String json) {
        return new Answer(Status.REFUSED, JSON, Bytes.utf8(json), List.of());
    }
}
