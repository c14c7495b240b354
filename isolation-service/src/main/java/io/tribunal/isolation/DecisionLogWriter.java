package io.tribunal.isolation;

import io.tribunal.core.isolation.DecisionLogRecord;

/** Port: the order of decisions, to which a validator adds what it has signed. */
@FunctionalInterface
interface DecisionLogWriter {
    void append(DecisionLogRecord.Content content);
}
