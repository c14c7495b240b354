package io.tribunal.schemas.vectors;

import com.fasterxml.jackson.databind.JsonNode;

/** One file of test vectors: generates it, and checks this implementation against it. */
interface GoldenFile {
    /** The file name without its extension. */
    String name();

    /** The content of the file; deterministic. */
    JsonNode generate();

    /** Checks this implementation against the file, using only the content of the file. */
    void check(JsonNode file);
}
