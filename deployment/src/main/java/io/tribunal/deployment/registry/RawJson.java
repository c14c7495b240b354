package io.tribunal.deployment.registry;

/** Text that is JSON already. */
record RawJson(String text) {}
