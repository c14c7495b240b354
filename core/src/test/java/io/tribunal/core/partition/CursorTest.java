package io.tribunal.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CursorTest {
    private final Cursor cursor = new Cursor();
    private final TreeSet<ExecutorId> active = new TreeSet<>(executors());

    private static List<ExecutorId> executors() {
        return IntStream.rangeClosed(1, 5).mapToObj(CursorTest::executor).toList();
    }

    private static ExecutorId executor(int number) {
        return new ExecutorId("e" + number);
    }

    private static Genesis genesis(int validators) {
        return new Genesis(
                Hash.ZERO,
                "test",
                1,
                executors(),
                IntStream.rangeClosed(1, validators)
                        .mapToObj(i -> new ValidatorId("v" + i))
                        .toList(),
                List.of(),
                1,
                Policy.defaults(new QuorumSpec(5), List.of(1L)),
                RulesVersion.LATEST);
    }

    private long position(int validators) {
        return cursor.position(genesis(validators), active);
    }

    @Test
    void shouldReachWhatFPlusOneActiveExecutorsClaim() {
        cursor.claim(executor(1), 100);
        cursor.claim(executor(2), 50);
        assertThat(position(0)).isZero();
        cursor.claim(executor(3), 7);
        assertThat(position(0)).isEqualTo(7);
        cursor.claim(executor(3), 3);
        assertThat(position(0)).isEqualTo(7);
        cursor.claim(executor(4), 60);
        assertThat(position(0)).isEqualTo(50);
        active.remove(executor(1));
        assertThat(position(0)).isEqualTo(7);
    }

    @Test
    void shouldReachWhatVPlusOneValidatorsClaim() {
        cursor.claim(new ValidatorId("v1"), 20);
        assertThat(position(3)).isZero();
        cursor.claim(new ValidatorId("v2"), 9);
        assertThat(position(3)).isEqualTo(9);
        assertThat(position(0)).isZero();
        for (int i = 1; i <= 3; i++) {
            cursor.claim(executor(i), 8 + i);
        }
        assertThat(position(3)).isEqualTo(9);
        cursor.claim(executor(4), 11);
        assertThat(position(3)).isEqualTo(10);
    }

    @Test
    void shouldForgetTheClaimOfAnExecutorWhoseStatusHasChanged() {
        assertThat(cursor.claimOf(executor(1))).isEqualTo(-1);
        cursor.claim(executor(1), 4);
        assertThat(cursor.claimOf(executor(1))).isEqualTo(4);
        cursor.forget(executor(1));
        assertThat(cursor.claimOf(executor(1))).isEqualTo(-1);
    }

    @Test
    void shouldWriteAndReadItsClaims() {
        cursor.claim(executor(2), 5);
        cursor.claim(executor(1), 4);
        cursor.claim(new ValidatorId("v1"), 3);
        CanonicalWriter out = new CanonicalWriter();
        cursor.writeTo(out);
        assertThat(out.toBytes())
                .isEqualTo(Bytes.hex("00000002" + "00026531" + "0000000000000004" + "00026532" + "0000000000000005"
                        + "00000001" + "00027631" + "0000000000000003"));

        Cursor restored = new Cursor();
        assertThat(CanonicalReader.read(out.toBytes(), in -> {
                    restored.readFrom(in);
                    return restored;
                }))
                .contains(restored);
        CanonicalWriter again = new CanonicalWriter();
        restored.writeTo(again);
        assertThat(again.toBytes()).isEqualTo(out.toBytes());
    }
}
