package io.tribunal.schemas.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damaged records in every decoder: none crashes it, takes it long or makes it allocate out of proportion. Seeded;
 * {@code -Dtribunal.fuzz.rounds} makes it longer, {@code -Dtribunal.fuzz.seed} another one.
 */
class DecoderFuzzTest {
    private static final int ROUNDS = Integer.getInteger("tribunal.fuzz.rounds", 3_000);
    private static final long SEED = Long.getLong("tribunal.fuzz.seed", 20_330_101);
    private static final int SIZE = 3_000;
    private static final long MOST_CPU = 100_000_000;
    private static final long MOST_ALLOCATED = 8L << 20;
    /** Lengths and counts that no input has, and numbers in longer forms. */
    private static final List<Bytes> BOMBS = Stream.of(
                    "feffffffffffffffff01",
                    "fcffffff0f",
                    "80808080808080804002",
                    "feffffff0f",
                    "8000",
                    "ffffffffffffffffffff")
            .map(Bytes::hex)
            .toList();

    @ParameterizedTest
    @EnumSource
    void shouldSurviveDamagedRecords(Decoder decoder) {
        List<byte[]> seeds =
                HostileBodies.of(decoder.schema(), SIZE).map(decoder::value).toList();
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] value = damaged(seeds.get(random.nextInt(seeds.size())), random);
            int number = round;

            Cost cost = Cost.once(() -> decoder.decode(value));

            assertThat(cost.allocated())
                    .describedAs("bytes in round %s of seed %s", number, SEED)
                    .isLessThan(MOST_ALLOCATED);
            assertThat(cost.cpu() < MOST_CPU
                            || Cost.of(() -> decoder.decode(value)).cpu() < MOST_CPU)
                    .describedAs("in time in round %s of seed %s", number, SEED)
                    .isTrue();
        }
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] value = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            value = damagedOnce(value, random);
        }
        return value;
    }

    private static byte[] damagedOnce(byte[] value, Random random) {
        if (value.length == 0) {
            return value;
        }
        int at = random.nextInt(value.length);
        return switch (random.nextInt(6)) {
            case 0 -> flipped(value, at, random.nextInt(8));
            case 1 -> Arrays.copyOf(value, at);
            case 2 ->
                replaced(value, at, at, BOMBS.get(random.nextInt(BOMBS.size())).array());
            case 3 -> replaced(value, at, at, Arrays.copyOfRange(value, at, Math.min(value.length, at + 50)));
            case 4 -> replaced(value, at, Math.min(value.length, at + 1 + random.nextInt(20)), new byte[0]);
            default -> replaced(value, at, at + 1, new byte[] {(byte) random.nextInt(256)});
        };
    }

    private static byte[] flipped(byte[] value, int at, int bit) {
        byte[] changed = value.clone();
        changed[at] ^= (byte) (1 << bit);
        return changed;
    }

    private static byte[] replaced(byte[] value, int from, int to, byte[] by) {
        byte[] changed = new byte[value.length - (to - from) + by.length];
        System.arraycopy(value, 0, changed, 0, from);
        System.arraycopy(by, 0, changed, from, by.length);
        System.arraycopy(value, to, changed, from + by.length, value.length - to);
        return changed;
    }
}
