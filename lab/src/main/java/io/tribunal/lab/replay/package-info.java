/** Replays the logs of a real deployment without its voter, to compare the decisions. */
@NullMarked
package io.tribunal.lab.replay;

import org.jspecify.annotations.NullMarked;
