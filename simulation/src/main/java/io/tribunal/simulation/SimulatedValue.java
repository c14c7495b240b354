package io.tribunal.simulation;

import io.tribunal.core.identity.Bytes;

/** A record as a broker stores it; its offset is its index in the list. */
public record SimulatedValue(long appendTime, Bytes value) {}
