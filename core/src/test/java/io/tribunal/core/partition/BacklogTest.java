package io.tribunal.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.ResponseRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final ExecutorId E1 = new ExecutorId("e1");

    private final List<Long> read = new ArrayList<>();
    private final Backlog backlog = new Backlog(
            this::first, new BatchAdmission(new PartitionAdmission(0, Hash.ZERO, (key, message, signature) -> true)));

    private Optional<ResponseRecord> first(long offset, long before) {
        if (offset >= before) {
            return Optional.empty();
        }
        read.add(offset);
        return Optional.of(ResponseRecord.unreadable(new LogPosition(0, offset), 0, Hash.ZERO, ""));
    }

    private void readOn(long before, boolean hasRoom) {
        backlog.readOn(before, executor -> hasRoom, (executor, batch, from) -> true);
    }

    @Test
    void shouldReadOnOnlyWhereThereIsRoom() {
        backlog.defer(E1, new Backlog.Mark(5, 1));
        readOn(8, false);
        assertThat(read).isEmpty();
        assertThat(backlog.isDeferred(E1)).isTrue();

        readOn(8, true);
        assertThat(read).containsExactly(5L, 6L, 7L);
        assertThat(backlog.isDeferred(E1)).isFalse();
        assertThat(backlog.isBehind(E1)).isFalse();
    }

    @Test
    void shouldReadABoundedNumberOfRecordsAtOnceAndBeBehindMeanwhile() {
        backlog.defer(E1, new Backlog.Mark(0, 3));
        readOn(Backlog.RECORDS_A_STEP + 1, true);

        assertThat(read).hasSize(Backlog.RECORDS_A_STEP);
        assertThat(backlog.isBehind(E1)).isTrue();
        CanonicalWriter out = new CanonicalWriter();
        backlog.writeTo(out);
        assertThat(out.toBytes()).isEqualTo(Bytes.hex("00000001" + "00026531" + "0000000000000100" + "00000000"));

        readOn(Backlog.RECORDS_A_STEP + 1, true);
        assertThat(read).hasSize(Backlog.RECORDS_A_STEP + 1);
        assertThat(backlog.isBehind(E1)).isFalse();
        assertThat(backlog.isDeferred(E1)).isFalse();
    }

    @Test
    void shouldNotBeBehindWhenTheLastRecordsWereReadInOneStep() {
        backlog.defer(E1, new Backlog.Mark(0, 0));
        readOn(Backlog.RECORDS_A_STEP, true);

        assertThat(backlog.isDeferred(E1)).isFalse();
        assertThat(backlog.isBehind(E1)).isFalse();
    }
}
