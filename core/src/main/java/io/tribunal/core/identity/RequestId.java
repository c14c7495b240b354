package io.tribunal.core.identity;

/** The client's name for a request: 16 bytes, shown as 32 hex digits. Information only; position decides. */
public record RequestId(Bytes bytes) {
    public static final int LENGTH = 16;

    public RequestId {
        if (bytes.length() != LENGTH) {
            throw new IllegalArgumentException("a request id has 16 bytes, not " + bytes.length());
        }
    }

    @Override
    public String toString() {
        return bytes.toHex();
    }
}
