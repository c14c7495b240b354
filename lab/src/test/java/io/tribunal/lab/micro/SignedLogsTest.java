package io.tribunal.lab.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.partition.Event;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.schemas.codec.ResponseCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedLogsTest {
    @Test
    void shouldGiveOneAgreedVerdictPerRequestAndNothingElse() {
        // Given the logs that the ballot benchmark works off
        SignedLogs logs = new SignedLogs(3, 20);
        PartitionMachine machine = logs.machine();

        // When
        List<Event> events = new ArrayList<>();
        for (int offset = 0; offset < logs.responses().size(); offset++) {
            byte[] value = logs.responses().get(offset);
            events.addAll(machine.process(ResponseCodec.decode(new LogPosition(0, offset), 1, true, value)));
        }

        // Then
        assertThat(events)
                .hasSize(60)
                .allSatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                Event.VerdictIssued.class,
                                issued -> assertThat(issued.verdict().outcome()).isInstanceOf(Verdict.Agreed.class)));
    }
}
