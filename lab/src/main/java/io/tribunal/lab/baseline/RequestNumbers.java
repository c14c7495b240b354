package io.tribunal.lab.baseline;

import java.nio.ByteBuffer;

/** The content of the baseline's records: request numbers, then zeros up to the size of a real record. */
final class RequestNumbers {
    private RequestNumbers() {}

    static byte[] write(long[] numbers, int size) {
        ByteBuffer value = ByteBuffer.allocate(Math.max(size, Integer.BYTES + numbers.length * Long.BYTES));
        value.putInt(numbers.length);
        for (long number : numbers) {
            value.putLong(number);
        }
        return value.array();
    }

    static byte[] write(long number, int size) {
        return write(new long[] {number}, size);
    }

    static long[] read(byte[] value) {
        ByteBuffer content = ByteBuffer.wrap(value);
        long[] numbers = new long[content.getInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = content.getLong();
        }
        return numbers;
    }
}
