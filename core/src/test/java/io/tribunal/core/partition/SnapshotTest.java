package io.tribunal.core.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private final ElapsedTime time = new ElapsedTime();
    private final Snapshot snapshot = new Snapshot(
            Bytes.wrap(ByteBuffer.allocate(16).putLong(7).putLong(9).array()));

    @Test
    void shouldReadBackWhatWasEncoded() {
        assertThat(Snapshot.decode(snapshot.encode())).contains(snapshot);
        assertThat(snapshot.handledThrough()).isEqualTo(7);
        assertThat(snapshot.encode().length()).isEqualTo(4 + 16 + 32);
        assertThat(ByteBuffer.wrap(snapshot.encode().array()).getInt()).isEqualTo(0x54525306);
    }

    @Test
    void shouldRejectEveryDamagedByteAndEveryPrefix() {
        byte[] good = snapshot.encode().array();
        for (int i = 0; i < good.length; i++) {
            byte[] damaged = good.clone();
            damaged[i] ^= 1;
            assertThat(Snapshot.decode(Bytes.wrap(damaged))).as("byte %s", i).isEmpty();
            assertThat(Snapshot.decode(Bytes.wrap(Arrays.copyOf(good, i))))
                    .as("%s bytes", i)
                    .isEmpty();
        }
    }

    @Test
    void shouldRejectAnotherVersionWithARightHash() {
        byte[] other =
                ByteBuffer.allocate(20).putInt(0x54525304).putLong(7).putLong(9).array();
        byte[] hashed = ByteBuffer.allocate(52)
                .put(other)
                .put(Hash.sha256(other).array())
                .array();

        assertThat(Snapshot.decode(Bytes.wrap(hashed))).isEmpty();
    }

    @Test
    void shouldRestoreThePartsInTheirOrder() {
        time.advanceTo(1_000, 50);
        time.advanceTo(1_030, 50);
        time.advanceTo(0, 50);
        time.advanceTo(900, 50);
        time.advanceTo(2_000, 50);
        assertThat(time.elapsed()).isEqualTo(80);
        StateFrontier frontier = new StateFrontier();
        frontier.advance(5, Hash.sha256(new byte[] {1}));

        ElapsedTime restoredTime = new ElapsedTime();
        StateFrontier restoredFrontier = new StateFrontier();
        Snapshot.of(List.of(time, frontier)).restore(List.of(restoredTime, restoredFrontier));

        restoredTime.advanceTo(2_010, 50);
        assertThat(restoredTime.elapsed()).isEqualTo(90);
        assertThat(restoredFrontier.settledThrough()).isEqualTo(5);
        assertThat(restoredFrontier.agreedState()).isEqualTo(frontier.agreedState());
    }

    @Test
    void shouldRefuseIncompleteContent() {
        assertThatThrownBy(() -> snapshot.restore(List.of(new StateFrontier())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a snapshot with the right hash is not whole");
        assertThatThrownBy(() -> snapshot.restore(List.of())).isInstanceOf(IllegalStateException.class);
    }
}
