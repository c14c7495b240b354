package io.tribunal.simulation;

import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.partition.BusinessLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A reader of the business log whose entries arrive early or only when they are needed. */
final class ArrivingBusinessLog implements BusinessLog {
    private final SimulatedLogs logs;
    private final Deque<BusinessRecord> arrived = new ArrayDeque<>();
    private int nextToArrive;

    ArrivingBusinessLog(SimulatedLogs logs, long first) {
        this.logs = logs;
        this.nextToArrive = Math.toIntExact(Math.min(first, logs.businessSize()));
    }

    /** Lets this number of further entries arrive before they are needed. */
    void arrive(int count) {
        for (int i = 0; i < count && nextToArrive < logs.businessSize(); i++) {
            arrived.add(logs.business(nextToArrive++));
        }
    }

    @Override
    public Optional<BusinessRecord> next(long through) {
        if (arrived.isEmpty() && nextToArrive <= through) {
            arrive(1);
        }
        boolean due = !arrived.isEmpty() && arrived.peek().offset() <= through;
        return due ? Optional.of(arrived.remove()) : Optional.empty();
    }
}
