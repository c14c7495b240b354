package io.tribunal.core.detection;

/** What detectors see of the voting on one partition, in the order of its response log. */
public sealed interface Observation
        permits ClosedBallot, ProvedEquivocation, StatusChanged, NonVotingAnswer, Recovered {
    /** Offset of the response-log record that made it known. */
    long observedAt();
}
