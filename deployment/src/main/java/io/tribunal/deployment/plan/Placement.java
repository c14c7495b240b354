package io.tribunal.deployment.plan;

import io.tribunal.kafka.topic.TopicCreation;

/** Where the Kafka nodes and the roles in Java run. Executors in other languages are processes in either case. */
public enum Placement {
    /** As threads of this process: one machine compiles and caches everything once. */
    ONE_PROCESS,
    /** Each in a process of its own, so that one can be killed, paused or cut off without the others. */
    PROCESSES;

    /** Who leads the partitions: threads of one process gain nothing from several leaders. */
    public TopicCreation.Leaders leaders() {
        return switch (this) {
            case ONE_PROCESS -> TopicCreation.Leaders.TOGETHER;
            case PROCESSES -> TopicCreation.Leaders.SPREAD;
        };
    }
}
