package io.tribunal.lab.alone;

/**
 * What one executor did with the whole log.
 *
 * @param name its implementation
 * @param perSecond requests answered a second, from its first record of response-log to the last, by the brokers' clock
 * @param startUpMs from the start of the process to that first record
 * @param megabytes resident memory of the process and its children at the end
 */
record Figures(String name, double perSecond, long startUpMs, long megabytes) {}
