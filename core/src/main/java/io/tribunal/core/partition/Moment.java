package io.tribunal.core.partition;

/**
 * The response-log record that is being handled.
 *
 * @param offset of the record
 * @param elapsed the response log's own time at the record, ms
 */
record Moment(long offset, long elapsed) {}
