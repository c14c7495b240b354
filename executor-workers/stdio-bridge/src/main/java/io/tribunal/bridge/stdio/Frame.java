package io.tribunal.bridge.stdio;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.policy.Limits;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;

/** A frame of docs/stdio-bridge.md: length of type and payload (4 bytes), type (1 byte), payload. */
record Frame(char type, Bytes payload) {
    /** The longest frame that a program may send: the longest response, with room for a header. */
    private static final int MAX_LENGTH = Limits.MAX_RESPONSE_BYTES + (16 << 10);

    void write(DataOutputStream output) throws IOException {
        output.writeInt(payload.length() + 1);
        output.writeByte(type);
        output.write(payload.array());
        output.flush();
    }

    /**
     * The next frame.
     *
     * @throws IOException when the stream ends or contains no valid frame
     */
    static Frame read(DataInputStream input) throws IOException {
        int length = input.readInt();
        if (length < 1 || length > MAX_LENGTH) {
            throw new ProtocolException("a frame of " + Integer.toUnsignedString(length) + " bytes");
        }
        char type = (char) input.readUnsignedByte();
        byte[] payload = input.readNBytes(length - 1);
        if (payload.length < length - 1) {
            throw new EOFException();
        }
        return new Frame(type, Bytes.wrap(payload));
    }
}
