package io.tribunal.conformance.probe;

import io.tribunal.kafka.process.LogText;

/** An executor did not answer a question properly. The message says how, escaped for a terminal. */
public final class ProbeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    public ProbeFailure(String message) {
        super(shown(message), null, false, false);
    }

    /** Foreign text, escaped and shortened to one line. */
    public static String shown(String text) {
        return LogText.escaped(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...");
    }
}
