package io.tribunal.lab.bench;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * What the Kafka nodes of this process have handled so far, of all clients together.
 *
 * @param requests to brokers and controllers
 * @param bytesIn written to topics by clients
 * @param bytesOut read from topics by clients
 */
record ClusterCounters(long requests, long bytesIn, long bytesOut) {
    private static final String REQUESTS = "kafka.network:type=RequestMetrics,name=RequestsPerSec,*";
    private static final String BYTES = "kafka.server:type=BrokerTopicMetrics,name=%s";

    /** Empty when no node runs in this process. */
    static Optional<ClusterCounters> read() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> requests = beans.queryNames(name(REQUESTS), null);
        return requests.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClusterCounters(
                        requests.stream().mapToLong(bean -> count(beans, bean)).sum(),
                        count(beans, name(BYTES.formatted("BytesInPerSec"))),
                        count(beans, name(BYTES.formatted("BytesOutPerSec")))));
    }

    private static long count(MBeanServer beans, ObjectName bean) {
        try {
            return (Long) beans.getAttribute(bean, "Count");
        } catch (JMException e) {
            throw new IllegalStateException("Kafka's metrics lack " + bean, e);
        }
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }

    ClusterCounters since(ClusterCounters before) {
        return new ClusterCounters(requests - before.requests, bytesIn - before.bytesIn, bytesOut - before.bytesOut);
    }
}
