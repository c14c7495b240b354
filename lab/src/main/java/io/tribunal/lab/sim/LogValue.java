package io.tribunal.lab.sim;

import io.tribunal.core.identity.Bytes;

/** A record as a broker keeps it; its offset is its place in the list. */
public record LogValue(long appendTime, Bytes value) {}
