package io.tribunal.cli.options;

/** How a command prints its results. */
public enum OutputFormat {
    /** For people; may change between releases. */
    TEXT,
    /** One JSON object a line, for programs. */
    JSON
}
