package io.tribunal.cli.registry;

/** Text that is JSON already. */
record RawJson(String text) {}
