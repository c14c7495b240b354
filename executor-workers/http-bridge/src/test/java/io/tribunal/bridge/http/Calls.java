package io.tribunal.bridge.http;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import io.tribunal.worker.Call;

/** Calls as the runtime would make them from the log. */
final class Calls {
    private static final RequestId ID = new RequestId(Bytes.wrap(new byte[RequestId.LENGTH]));

    private Calls() {}

    static Call of(long offset, String shardKey, String operation, String contentType, String body) {
        Request request = new Request(
                Hash.ZERO, ID, new ClientId("c1"), 0, 0, shardKey, operation, contentType, Bytes.utf8(body));
        return of(offset, request);
    }

    static Call of(long offset, Request request) {
        return new Call(new LogPosition(0, offset), Bytes.EMPTY, Hash.ZERO, request, 1 << 16, true, false);
    }

    static Call of(long offset, String shardKey, String operation) {
        return of(offset, shardKey, operation, "application/json", "{}");
    }
}
