package io.tribunal.worker.loop;

import io.tribunal.worker.StateView;
import io.tribunal.worker.ServiceRun;
import io.tribunal.worker.Service;
import io.tribunal.worker.Execution;
import io.tribunal.worker.Call;
import io.tribunal.worker.Answer;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Write;
import io.tribunal.core.recovery.VerifiedSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A service that the test controls: it counts in its own state and finishes a request when the test says so. */
final class ManualService implements Service {
    final List<Run> runs = new ArrayList<>();

    final class Run implements ServiceRun {
        final List<Call> calls = new ArrayList<>();
        final List<Long> done = new ArrayList<>();
        final List<Bytes> encoded = new ArrayList<>();
        boolean broken;
        boolean closed;
        int count;

        @Override
        public Execution begin(Call call) {
            calls.add(call);
            int now = call.needed() ? ++count : count;
            return new Execution() {
                @Override
                public boolean isDone() {
                    return !call.needed() || done.contains(call.position().offset());
                }

                @Override
                public Answer answer(StateView state) {
                    Bytes value = Bytes.utf8(Integer.toString(now));
                    return Answer.ok("{\"count\":" + now + "}", List.of(Write.put(Bytes.utf8("count"), value)));
                }

                @Override
                public void encoded(Bytes response) {
                    encoded.add(response);
                }
            };
        }

        void finish(long... offsets) {
            for (long offset : offsets) {
                done.add(offset);
            }
        }

        List<Long> needed() {
            return calls.stream()
                    .filter(Call::needed)
                    .map(call -> call.position().offset())
                    .toList();
        }

        @Override
        public boolean isBroken() {
            return broken;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    Run run() {
        return runs.getLast();
    }

    @Override
    public ServiceRun begin(int partition, Optional<VerifiedSnapshot> snapshot) {
        runs.add(new Run());
        return runs.getLast();
    }

    @Override
    public boolean takesState() {
        return false;
    }
}
