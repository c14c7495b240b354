package io.tribunal.isolation.signing;

import io.tribunal.core.isolation.DecisionLogRecord;

/** Port: isolation-endorsements, to which a validator appends what it has signed. */
@FunctionalInterface
public interface DecisionLogWriter {
    void append(DecisionLogRecord.Content content);
}
