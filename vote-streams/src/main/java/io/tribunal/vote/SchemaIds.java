package io.tribunal.vote;

/** Registered ids of the schemas that the voter writes, for everyone's tools; 0 without a registry. */
public record SchemaIds(int verdict, int deviation) {}
