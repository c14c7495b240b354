package io.tribunal.core.partition;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseRecord;

/** Keeps the running hashes of a partition's two logs. */
final class LogHashes implements SnapshotPart {
    private RunningHashes current = RunningHashes.NONE;

    void add(BusinessRecord record) {
        current = current.withBusiness(record.offset(), record.appendTime(), record.valueHash());
    }

    void add(ResponseRecord record) {
        current = current.withResponse(record.position().offset(), record.appendTime(), record.valueHash());
    }

    RunningHashes current() {
        return current;
    }

    @Override
    public void writeTo(CanonicalWriter out) {
        out.hash(current.business()).hash(current.responses());
    }

    @Override
    public void readFrom(CanonicalReader in) {
        current = new RunningHashes(in.hash(), in.hash());
    }
}
