package io.tribunal.isolation;

import io.tribunal.core.isolation.OrderRecord;

/** Port: the order of decisions, to which a validator adds what it has signed. */
@FunctionalInterface
interface OrderWriter {
    void append(OrderRecord.Content content);
}
