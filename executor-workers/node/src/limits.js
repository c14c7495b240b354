// @ts-check
/** Bounds of protocol version 1 that no policy can move (PROTOCOL 3, 4, 7, 8). Sizes in bytes. */

/** One business-log record value. */
export const MAX_ENTRY = 1 << 20;
/** One JSON request body. */
export const MAX_JSON_BODY = 64 << 10;
/** Nesting of JSON. */
export const MAX_JSON_DEPTH = 32;
/** Responses in one signed batch. */
export const MAX_RESPONSES = 256;
/** All responses of one batch together. */
export const MAX_RESPONSE_BYTES = 512 << 10;
/** One record that is derived from the logs, such as a verdict. */
export const MAX_DERIVED_RECORD = 8 << 20;
/** How far a sequence number may jump above the highest one seen. */
export const MAX_SEQUENCE_JUMP = 1n << 32n;
/** Width of the replay window, in sequence numbers. */
export const REPLAY_WINDOW = 1024;
/** One value of isolation-endorsements. */
export const MAX_ORDER_ENTRY = MAX_ENTRY - (64 << 10);
/** One value of checkpoints. */
export const MAX_CHECKPOINT = 1024;
/** The content of one chunk of a snapshot; only the last one may have fewer. */
export const MAX_CHUNK = 256 << 10;
/** Chunks of one snapshot. */
export const MAX_CHUNKS = 4096;
