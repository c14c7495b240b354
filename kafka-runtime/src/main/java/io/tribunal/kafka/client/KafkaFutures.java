package io.tribunal.kafka.client;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for what a Kafka client promised; failures come as Kafka's own unchecked exceptions. */
public final class KafkaFutures {
    private KafkaFutures() {}

    /** The answer, which Kafka's own time-outs bound. */
    public static <T> T await(Future<T> promised) {
        try {
            return promised.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException failure) {
                throw failure;
            }
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
