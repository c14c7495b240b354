package io.tribunal.lab.baseline;

import java.nio.ByteBuffer;

/** The baseline's only content: the numbers of the requests, then zeros up to the size that a real record has. */
final class RequestNumbers {
    private RequestNumbers() {}

    static byte[] write(long[] tickets, int size) {
        ByteBuffer value = ByteBuffer.allocate(Math.max(size, Integer.BYTES + tickets.length * Long.BYTES));
        value.putInt(tickets.length);
        for (long ticket : tickets) {
            value.putLong(ticket);
        }
        return value.array();
    }

    static byte[] write(long ticket, int size) {
        return write(new long[] {ticket}, size);
    }

    static long[] read(byte[] value) {
        ByteBuffer content = ByteBuffer.wrap(value);
        long[] tickets = new long[content.getInt()];
        for (int i = 0; i < tickets.length; i++) {
            tickets[i] = content.getLong();
        }
        return tickets;
    }
}
