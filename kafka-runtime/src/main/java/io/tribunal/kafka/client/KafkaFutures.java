package io.tribunal.kafka.client;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for the futures of Kafka clients; failures become Kafka's own unchecked exceptions. */
public final class KafkaFutures {
    private KafkaFutures() {}

    /** The result of the future. It has no timeout of its own: the client's timeouts complete the future. */
    public static <T> T await(Future<T> future) {
        try {
            return future.get();
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
