package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.avro.ResponseBatchHeader;
import io.tribunal.schemas.avro.ResponseLogEntry;
import java.util.List;

/** The fields of ResponseLogEntry and of the signed ResponseBatchHeader in their order. */
final class ResponseBatchLayout {
    /** A value of response-log: the signed header, and the responses as they travel. */
    record Entry(SignedEnvelope header, List<Bytes> responses) {}

    static final RecordFormat<Entry> ENTRY = new RecordFormat<>(
            ResponseLogEntry.getClassSchema(), ResponseBatchLayout::writeEntry, ResponseBatchLayout::readEntry);
    static final RecordFormat<ResponseBatch.Header> HEADER = new RecordFormat<>(
            ResponseBatchHeader.getClassSchema(), ResponseBatchLayout::writeHeader, ResponseBatchLayout::readHeader);

    private ResponseBatchLayout() {}

    private static void writeEntry(AvroWriter out, Entry entry) {
        EnvelopeLayout.write(out, entry.header());
        out.list(entry.responses(), AvroWriter::bytes);
    }

    private static Entry readEntry(AvroReader in) {
        SignedEnvelope header = EnvelopeLayout.read(in);
        return new Entry(header, in.list(Limits.MAX_RESPONSES, AvroReader::bytes));
    }

    private static void writeHeader(AvroWriter out, ResponseBatch.Header header) {
        out.digest(header.deployment())
                .string(header.author())
                .number(header.partition())
                .number(header.processedTo())
                .number(header.count())
                .digest(header.root());
    }

    private static ResponseBatch.Header readHeader(AvroReader in) {
        Hash deployment = in.digest();
        String author = in.string();
        int partition = in.intNumber();
        long processedTo = in.longNumber();
        AvroValues.require(partition >= 0 && processedTo >= -1, "no such position");
        return new ResponseBatch.Header(
                deployment, new ExecutorId(author).value(), partition, processedTo, in.intNumber(), in.digest());
    }
}
