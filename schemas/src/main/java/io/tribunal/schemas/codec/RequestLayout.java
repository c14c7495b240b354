package io.tribunal.schemas.codec;

import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;

/** The fields of Request in their order. */
final class RequestLayout {
    static final RecordFormat<Request> FORMAT = new RecordFormat<>(
            io.tribunal.schemas.avro.Request.getClassSchema(), RequestLayout::write, RequestLayout::read);

    private RequestLayout() {}

    private static void write(AvroWriter out, Request request) {
        AvroValues.require(request.sequence() >= 0, "sequence negative");
        out.digest(request.deployment())
                .fixed(request.requestId().bytes().array())
                .string(request.clientId().value())
                .number(request.sequence())
                .number(request.notAfter())
                .string(request.shardKey())
                .string(request.operation())
                .string(request.contentType())
                .bytes(request.body());
    }

    private static Request read(AvroReader in) {
        Hash deployment = in.digest();
        RequestId requestId = new RequestId(in.fixed(RequestId.LENGTH));
        String clientId = in.string();
        long sequence = in.longNumber();
        AvroValues.require(sequence >= 0, "sequence negative");
        return new Request(
                deployment,
                requestId,
                new ClientId(clientId),
                sequence,
                in.longNumber(),
                in.string(),
                in.string(),
                in.string(),
                in.bytes());
    }
}
