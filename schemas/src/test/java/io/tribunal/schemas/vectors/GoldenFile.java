package io.tribunal.schemas.vectors;

import com.fasterxml.jackson.databind.JsonNode;

/** One file of test vectors: how it is made, and how an implementation is held against it. */
interface GoldenFile {
    /** File name without its ending. */
    String name();

    /** The content; the same every time. */
    JsonNode generate();

    /** Runs what is in the file, and nothing else, through this implementation. */
    void check(JsonNode file);
}
