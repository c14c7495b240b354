package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;

/** Converts requests to and from Avro. */
final class RequestForm {
    private RequestForm() {}

    static io.tribunal.schemas.avro.Request toAvro(Request request) {
        AvroValues.require(request.sequence() >= 0, "sequence negative");
        return new io.tribunal.schemas.avro.Request(
                AvroValues.digest(request.deployment()),
                new io.tribunal.schemas.avro.RequestId(
                        request.requestId().bytes().array()),
                request.clientId().value(),
                request.sequence(),
                request.notAfter(),
                request.shardKey(),
                request.operation(),
                request.contentType(),
                AvroValues.buffer(request.body()));
    }

    static Request fromAvro(io.tribunal.schemas.avro.Request avro) {
        AvroValues.require(avro.getSequence() >= 0, "sequence negative");
        return new Request(
                AvroValues.hash(avro.getDeployment()),
                new RequestId(Bytes.wrap(avro.getRequestId().bytes())),
                new ClientId(avro.getClientId()),
                avro.getSequence(),
                avro.getNotAfter(),
                avro.getShardKey(),
                avro.getOperation(),
                avro.getContentType(),
                AvroValues.bytes(avro.getBody()));
    }
}
