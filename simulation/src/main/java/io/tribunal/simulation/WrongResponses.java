package io.tribunal.simulation;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.state.StateDigest;
import java.util.List;
import java.util.Random;

/** Turns correct responses into wrong ones. */
final class WrongResponses {
    private WrongResponses() {}

    static Response otherResult(ExpectedResponse expectedResponse, String result) {
        return expectedResponse.response("{\"result\":\"" + result + "\"}");
    }

    /** A response from another state, whose writes lead to its own post-state. */
    static Response otherState(Response honest, Bytes before, String mark) {
        if (honest.preState().isEmpty()) {
            return honest;
        }
        List<Write> writes = List.of(Write.put(Bytes.utf8("stolen"), Bytes.utf8(mark + honest.businessOffset())));
        Bytes after = StateDigest.next(new Hash(before), writes).bytes();
        return with(honest, honest.requestHash(), before, after, honest.stateRoot(), honest.output(), writes);
    }

    /** A response that no honest executor sends for any request. */
    static Response garbage(Response honest, Random random) {
        Bytes some = Hash.sha256(honest.output().array()).bytes();
        Hash hash = honest.requestHash();
        Bytes root = honest.stateRoot();
        return switch (random.nextInt(7)) {
            case 0 ->
                with(
                        honest,
                        new Hash(some),
                        honest.preState(),
                        honest.postState(),
                        root,
                        honest.output(),
                        honest.writes());
            case 1 -> with(honest, hash, honest.preState(), some, root, honest.output(), honest.writes());
            case 2 ->
                with(
                        honest,
                        hash,
                        honest.preState(),
                        honest.postState(),
                        root.isEmpty() ? some : Bytes.EMPTY,
                        honest.output(),
                        honest.writes());
            case 3 ->
                with(honest, hash, honest.preState(), honest.postState(), root, Bytes.utf8("[01]"), honest.writes());
            case 4 ->
                with(
                        honest,
                        hash,
                        honest.preState(),
                        honest.postState(),
                        root,
                        Bytes.wrap(new byte[70_000]),
                        honest.writes());
            case 5 -> with(honest, hash, Bytes.EMPTY, Bytes.utf8("x"), root, honest.output(), honest.writes());
            default ->
                new Response(
                        honest.businessOffset(),
                        hash,
                        honest.preState(),
                        honest.postState(),
                        root,
                        Status.REFUSED,
                        "a\0b",
                        honest.output(),
                        honest.writes());
        };
    }

    private static Response with(
            Response honest, Hash requestHash, Bytes pre, Bytes post, Bytes root, Bytes output, List<Write> writes) {
        return new Response(
                honest.businessOffset(),
                requestHash,
                pre,
                post,
                root,
                honest.status(),
                honest.contentType(),
                output,
                writes);
    }
}
