package io.tribunal.conformance.diversity;

/**
 * Two implementations by their positions, what they share, and what fault injection has shown.
 *
 * @param environment over all odd environments
 */
record Pair(int one, int other, Overlap overlap, PairCount independent, PairCount common, PairCount environment) {}
