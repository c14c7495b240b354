package io.tribunal.simulation;

import io.tribunal.core.identity.Bytes;

/** A record as a broker keeps it; its offset is its place in the list. */
public record SimulatedValue(long appendTime, Bytes value) {}
