package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import java.util.List;

/** The fields of Response and Write in their order. */
final class ResponseLayout {
    static final RecordFormat<Response> FORMAT = new RecordFormat<>(
            io.tribunal.schemas.avro.Response.getClassSchema(), ResponseLayout::write, ResponseLayout::read);
    private static final Status[] STATUSES = Status.values();

    private ResponseLayout() {}

    private static void write(AvroWriter out, Response response) {
        out.number(response.businessOffset())
                .digest(response.requestHash())
                .bytes(response.preState())
                .bytes(response.postState())
                .bytes(response.stateRoot())
                .symbol(response.status())
                .string(response.contentType())
                .bytes(response.output());
        writeWrites(out, response.writes());
    }

    private static Response read(AvroReader in) {
        long businessOffset = in.longNumber();
        AvroValues.require(businessOffset >= 0, "businessOffset negative");
        Hash requestHash = in.digest();
        return new Response(
                businessOffset,
                requestHash,
                readDigestOrEmpty("preState", in),
                readDigestOrEmpty("postState", in),
                readDigestOrEmpty("stateRoot", in),
                readStatus(in),
                in.string(),
                in.bytes(),
                readWrites(in));
    }

    static Status readStatus(AvroReader in) {
        return in.symbol(STATUSES);
    }

    /** A digest of 32 bytes, or no bytes. */
    static Bytes readDigestOrEmpty(String field, AvroReader in) {
        Bytes bytes = in.bytes();
        if (!bytes.isEmpty() && bytes.length() != Hash.LENGTH) {
            throw new MalformedRecordException(field + " has neither 0 nor 32 bytes");
        }
        return bytes;
    }

    static void writeWrites(AvroWriter out, List<Write> writes) {
        out.list(writes, ResponseLayout::writeWrite);
    }

    static List<Write> readWrites(AvroReader in) {
        return in.list(ResponseLayout::readWrite);
    }

    private static void writeWrite(AvroWriter out, Write write) {
        out.bytes(write.key()).optional(write.value(), AvroWriter::bytes);
    }

    private static Write readWrite(AvroReader in) {
        Bytes key = in.bytes();
        return new Write(key, in.optional(AvroReader::bytes));
    }
}
