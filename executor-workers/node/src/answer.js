// @ts-check
/** A service and its answers: the only part of this package that a service needs. */
import { utf8 } from './bytes.js';

/**
 * The state of one partition before a request. Callers must not change the values.
 * @typedef {{get: (key: Buffer) => Buffer | null}} StateView
 *
 * A client's request, admitted. `body` is canonical JSON (RFC 8785) where contentType is application/json.
 * @typedef {{requestId: Buffer, clientId: string, sequence: bigint, notAfter: bigint, shardKey: string, operation: string,
 *   contentType: string, body: Buffer}} Request
 *
 * A service's answer to one request. The runtime drops the writes of a refusal and sorts the others by key.
 * @typedef {{status: 'OK' | 'REFUSED', contentType: string, output: Buffer, writes: import('./state/digest.js').Write[]}} Answer
 *
 * A pure function of state and request: no clock, no randomness, no memory between calls, nothing asynchronous. What it throws
 * is answered as REFUSED `{"error":"INTERNAL"}`.
 * @typedef {(state: StateView, request: Request) => Answer} Service
 */

export const JSON_TYPE = 'application/json';

/**
 * Done: a JSON output (the voter normalizes it) and the changes of state.
 * @param {unknown} output anything that JSON.stringify takes
 * @param {import('./state/digest.js').Write[]} writes at most one a key
 * @returns {Answer}
 */
export const ok = (output, writes = []) => ({
  status: 'OK',
  contentType: JSON_TYPE,
  output: utf8(JSON.stringify(output)),
  writes,
});

/** Refused: nothing has changed. @param {unknown} output @returns {Answer} */
export const refused = (output) => ({ ...ok(output), status: 'REFUSED' });

/** @param {string | Buffer} key @param {string | Buffer} value @returns {import('./state/digest.js').Write} */
export const put = (key, value) => ({ key: Buffer.from(key), value: Buffer.from(value) });

/** @param {string | Buffer} key @returns {import('./state/digest.js').Write} */
export const remove = (key) => ({ key: Buffer.from(key), value: null });

