package io.tribunal.core.identity;

/** What a key may sign (PROTOCOL 2). */
public enum Role {
    CLIENT,
    EXECUTOR,
    VALIDATOR,
    ROOT
}
