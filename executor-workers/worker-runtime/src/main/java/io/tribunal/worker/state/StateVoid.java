package io.tribunal.worker.state;

import io.tribunal.core.identity.Hash;

/**
 * A ROOT-signed Void as one partition has read it (PROTOCOL 5).
 *
 * @param offset of the request whose effect it decides on
 * @param postState the state digest chain after that request
 * @param position offset of the Void entry itself
 */
public record StateVoid(long offset, Hash postState, long position) {}
