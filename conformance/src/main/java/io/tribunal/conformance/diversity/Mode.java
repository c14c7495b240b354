package io.tribunal.conformance.diversity;

/** How faults fall upon implementations. */
enum Mode {
    /** Each has a fault of its own, drawn apart from the others'. */
    INDEPENDENT(1),

    /** All have the very same fault in their input. */
    COMMON(2);

    /** Keeps the draws of the modes apart. */
    final long stream;

    Mode(long stream) {
        this.stream = stream;
    }
}
