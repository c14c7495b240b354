package io.tribunal.deployment.plan;

/** Where the Kafka nodes and the roles in Java run. Executors in other languages are processes in either case. */
public enum Placement {
    /** As threads of this process: one machine compiles and caches everything once. */
    ONE_PROCESS,
    /** Each in a process of its own, so that one can be killed, paused or cut off without the others. */
    PROCESSES
}
