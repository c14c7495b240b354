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

/** An honest service whose answers an injector distorts. */
record FaultyService(Service honest, FaultInjector faults) implements Service {
    @Override
    public ServiceRun begin(int partition, Optional<VerifiedSnapshot> snapshot) {
        return new Run(honest.begin(partition, snapshot), faults);
    }

    @Override
    public boolean takesState() {
        return honest.takesState();
    }

    @Override
    public boolean isHealthy() {
        return honest.isHealthy();
    }

    @Override
    public void close() {
        honest.close();
    }

    private record Run(ServiceRun honest, FaultInjector faults) implements ServiceRun {
        @Override
        public Execution begin(Call call) {
            Execution execution = honest.begin(call);
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
            return honest.isBroken();
        }

        @Override
        public void close() {
            honest.close();
        }
    }
}
