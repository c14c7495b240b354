package io.tribunal.core.behaviour;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import java.util.SortedSet;

/**
 * What a round is about: the ballot of one business entry.
 *
 * @param needed how many executors must share a new state for it to be the agreed one
 */
public record ObservedBallot(LogPosition position, Hash requestHash, SortedSet<ExecutorId> electorate, int needed) {}
