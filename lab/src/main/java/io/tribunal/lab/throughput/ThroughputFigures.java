package io.tribunal.lab.throughput;

/**
 * The figures of one executor over the whole log.
 *
 * @param name the implementation
 * @param perSecond requests answered a second in the second half of the log, by the brokers' clock; the first half is its warm-up
 * @param startUpMs from the start of the process to its first record of response-log
 * @param megabytes resident memory of the process and its children at the end
 */
record ThroughputFigures(String name, double perSecond, long startUpMs, long megabytes) {}
