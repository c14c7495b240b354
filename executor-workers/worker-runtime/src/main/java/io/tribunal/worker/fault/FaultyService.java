package io.tribunal.worker.fault;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Call;
import io.tribunal.worker.Execution;
import io.tribunal.worker.Service;
import io.tribunal.worker.ServiceRun;
import io.tribunal.worker.StateView;
import java.util.Optional;

/** A correct service whose answers an injector changes. */
record FaultyService(Service correct, FaultInjector faults) implements Service {
    @Override
    public ServiceRun begin(int partition, Optional<VerifiedSnapshot> snapshot) {
        return new Run(correct.begin(partition, snapshot), faults);
    }

    @Override
    public boolean takesState() {
        return correct.takesState();
    }

    @Override
    public boolean isHealthy() {
        return correct.isHealthy();
    }

    @Override
    public void close() {
        correct.close();
    }

    private record Run(ServiceRun correct, FaultInjector faults) implements ServiceRun {
        @Override
        public Execution begin(Call call) {
            Execution execution = correct.begin(call);
            return new Execution() {
                @Override
                public boolean isDone() {
                    return execution.isDone();
                }

                @Override
                public Answer answer(StateView state) {
                    return faults.distorted(execution.answer(state), call.request());
                }

                @Override
                public void encoded(Bytes response) {
                    execution.encoded(response);
                }
            };
        }

        @Override
        public boolean isBroken() {
            return correct.isBroken();
        }

        @Override
        public void close() {
            correct.close();
        }
    }
}
