package io.tribunal.cli.options;

/** How a command prints its results. */
public enum OutputFormat {
    /** For people; not a stable format. */
    TEXT,
    /** One JSON object a line, for programs. */
    JSON
}
