package io.tribunal.ledger.functional;

/** A well-formed request; its amounts are still text. */
sealed interface Command {
    record Open(String account, String overdraft) implements Command {}

    record Get(String account) implements Command {}

    record Increment(String account, String amount) implements Command {}

    record Transfer(String from, String to, String amount) implements Command {}
}
