package io.tribunal.core.policy;

/** Bounds of protocol version 1 that no policy can move (PROTOCOL 3 and 4). */
public final class Limits {
    /** Bytes of one business-log record value. */
    public static final int MAX_ENTRY = 1 << 20;
    /** Bytes of one JSON request body. */
    public static final int MAX_JSON_BODY = 64 << 10;
    /** Nesting of JSON, requests and outputs alike. */
    public static final int MAX_JSON_DEPTH = 32;
    /** Responses in one signed batch. */
    public static final int MAX_RESPONSES = 256;
    /** Bytes of all responses of one batch together. */
    public static final int MAX_RESPONSE_BYTES = 512 << 10;
    /** Bytes of one response-log record value: the responses and room for the header. */
    public static final int MAX_RESPONSE_RECORD = MAX_RESPONSE_BYTES + (16 << 10);
    /** Bytes of one record that is derived from the logs, such as a verdict. */
    public static final int MAX_DERIVED_RECORD = 8 << 20;
    /** How far a sequence number may jump above the highest one seen. */
    public static final long MAX_SEQUENCE_JUMP = 1L << 32;
    /** Width of the replay window, in sequence numbers. */
    public static final int REPLAY_WINDOW = 1024;

    private Limits() {}
}
