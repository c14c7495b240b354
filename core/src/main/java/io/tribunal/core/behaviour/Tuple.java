package io.tribunal.core.behaviour;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;

/**
 * An executor's [N, output, new state] (paper two); N is the ballot that it belongs to.
 *
 * @param output vote digest of its output
 * @param before the state that it came from
 */
public record Tuple(ExecutorId executor, Hash output, String before, String newState) {}
