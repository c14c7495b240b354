package io.tribunal.ledger.functional;

/** What a well-formed request asks for; amounts are still the client's text. */
sealed interface Command {
    record Open(String account, String overdraft) implements Command {}

    record Get(String account) implements Command {}

    record Increment(String account, String amount) implements Command {}

    record Transfer(String from, String to, String amount) implements Command {}
}
