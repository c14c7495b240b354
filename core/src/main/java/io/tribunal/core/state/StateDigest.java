package io.tribunal.core.state;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Write;
import java.util.List;

/** The hash chain of state changes of one partition (PROTOCOL 7). */
public final class StateDigest {
    /** The preState of a partition's first admitted request: 32 zero bytes. */
    public static final Hash INITIAL = Hash.ZERO;

    private static final byte[] STEP = {0x02};

    private StateDigest() {}

    /** SHA-256 over the writes in the order given, which must be {@linkplain #ascending ascending}. */
    public static Hash writesHash(List<Write> writes) {
        WriteEncoding encoding = new WriteEncoding();
        for (Write write : writes) {
            write.value()
                    .ifPresentOrElse(value -> encoding.put(write.key(), value), () -> encoding.remove(write.key()));
        }
        return encoding.hash();
    }

    /** SHA-256(0x02 || pre || writesHash), or {@code pre} itself when nothing was written. */
    public static Hash next(Hash pre, List<Write> writes) {
        return writes.isEmpty()
                ? pre
                : Hash.sha256(STEP, pre.array(), writesHash(writes).array());
    }

    /** Whether the keys rise strictly, compared as unsigned bytes: so none stands twice. */
    public static boolean ascending(List<Write> writes) {
        for (int i = 1; i < writes.size(); i++) {
            Bytes before = writes.get(i - 1).key();
            if (before.compareTo(writes.get(i).key()) >= 0) {
                return false;
            }
        }
        return true;
    }
}
