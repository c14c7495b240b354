package io.tribunal.kafka.log;

import org.apache.kafka.common.KafkaException;

/**
 * The log is not what it should be: a record cannot be read, or a topic is missing, was made anew, or has lost records. The
 * message says what, where (topic-partition@offset) and what to do.
 */
public final class LogDamagedException extends KafkaException {
    private static final long serialVersionUID = 1L;

    public LogDamagedException(String message) {
        super(message);
    }

    public LogDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
