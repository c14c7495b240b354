package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.schemas.avro.ResponseBatchHeader;
import io.tribunal.schemas.avro.ResponseLogEntry;
import java.nio.ByteBuffer;
import java.util.List;

/** Converts responses and the signed header of a batch to and from Avro. */
final class ResponseForm {
    private ResponseForm() {}

    static ResponseBatchHeader toAvro(ResponseBatch.Header header) {
        return new ResponseBatchHeader(
                AvroValues.digest(header.deployment()),
                header.author(),
                header.partition(),
                header.processedTo(),
                header.count(),
                AvroValues.digest(header.root()));
    }

    static ResponseBatch.Header fromAvro(ResponseBatchHeader avro) {
        AvroValues.require(avro.getPartition() >= 0 && avro.getProcessedTo() >= -1, "no such position");
        return new ResponseBatch.Header(
                AvroValues.hash(avro.getDeployment()),
                new ExecutorId(avro.getExecutorId()).value(),
                avro.getPartition(),
                avro.getProcessedTo(),
                avro.getCount(),
                AvroValues.hash(avro.getRoot()));
    }

    static ResponseLogEntry entryToAvro(ResponseBatchLayout.Entry entry) {
        return new ResponseLogEntry(
                EnvelopeForm.toAvro(entry.header()),
                entry.responses().stream().map(AvroValues::buffer).toList());
    }

    static ResponseBatchLayout.Entry entryFromAvro(ResponseLogEntry avro) {
        return new ResponseBatchLayout.Entry(
                EnvelopeForm.fromAvro(avro.getHeader()),
                avro.getResponses().stream().map(AvroValues::bytes).toList());
    }

    static io.tribunal.schemas.avro.Response toAvro(Response response) {
        return new io.tribunal.schemas.avro.Response(
                response.businessOffset(),
                AvroValues.digest(response.requestHash()),
                AvroValues.buffer(response.preState()),
                AvroValues.buffer(response.postState()),
                AvroValues.buffer(response.stateRoot()),
                io.tribunal.schemas.avro.Status.valueOf(response.status().name()),
                response.contentType(),
                AvroValues.buffer(response.output()),
                writesToAvro(response.writes()));
    }

    static Response fromAvro(io.tribunal.schemas.avro.Response avro) {
        AvroValues.require(avro.getBusinessOffset() >= 0, "businessOffset negative");
        return new Response(
                avro.getBusinessOffset(),
                AvroValues.hash(avro.getRequestHash()),
                digestOrEmpty("preState", avro.getPreState()),
                digestOrEmpty("postState", avro.getPostState()),
                digestOrEmpty("stateRoot", avro.getStateRoot()),
                Status.valueOf(avro.getStatus().name()),
                avro.getContentType(),
                AvroValues.bytes(avro.getOutput()),
                writesFromAvro(avro.getWrites()));
    }

    /** A digest of 32 bytes, or no bytes. */
    static Bytes digestOrEmpty(String field, ByteBuffer buffer) {
        Bytes bytes = AvroValues.bytes(buffer);
        AvroValues.require(bytes.isEmpty() || bytes.length() == Hash.LENGTH, field + " has neither 0 nor 32 bytes");
        return bytes;
    }

    static List<io.tribunal.schemas.avro.Write> writesToAvro(List<Write> writes) {
        return writes.stream()
                .map(write -> new io.tribunal.schemas.avro.Write(
                        AvroValues.buffer(write.key()), AvroValues.nullable(write.value(), AvroValues::buffer)))
                .toList();
    }

    static List<Write> writesFromAvro(List<io.tribunal.schemas.avro.Write> writes) {
        return writes.stream()
                .map(write -> new Write(
                        AvroValues.bytes(write.getKey()), AvroValues.optional(write.getValue(), AvroValues::bytes)))
                .toList();
    }
}
