package io.tribunal.core.partition;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;

/** A response in the response log, and the elapsed ms at which it was counted, 0 before that. */
record ResponseReference(long offset, int index, long elapsed) {
    void writeTo(CanonicalWriter out) {
        out.int64(offset).int32(index).int64(elapsed);
    }

    static ResponseReference readFrom(CanonicalReader in) {
        return new ResponseReference(in.int64(), in.int32(), in.int64());
    }
}
