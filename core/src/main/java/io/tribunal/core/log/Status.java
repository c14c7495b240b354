package io.tribunal.core.log;

/** How a service answered: it did the operation, or refused and changed nothing. */
public enum Status {
    OK,
    REFUSED
}
