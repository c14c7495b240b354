// @ts-check
/** Paces what is tried again: pauses that double from half a second to half a minute, and one line of the log a minute for one
 * cause. Passing failures are tried for ever, damage of the log for about a minute. */
import { log } from './log.js';

const SHORTEST_MS = 500;
const LONGEST_MS = 30_000;
/** Pauses of 0.5, 1, 2, 4, 8, 16 and 30 s lie between them: a broker's copy may be bad and another one good. */
const DAMAGED_TRIES = 8;

/** The log is not what it should be, at the position that the text names. */
export class LogDamaged extends Error {}

export class Retries {
  #event;
  #longest;
  #failures = 0;
  #damaged = 0;

  /** @param {string} event of the log's lines @param {number} longest ms of a pause */
  constructor(event, longest = LONGEST_MS) {
    this.#event = event;
    this.#longest = longest;
  }

  /**
   * Notes a failure.
   * @param {unknown} error @param {string} reason for people
   * @returns {number} ms to wait before the next try
   * @throws {LogDamaged} when the log has been found damaged in all of the last eight tries
   */
  failed(error, reason) {
    this.#failures++;
    this.#damaged = error instanceof LogDamaged ? this.#damaged + 1 : 0;
    if (this.#damaged >= DAMAGED_TRIES) throw error;
    log.repeated(this.#event, reason, { failures: this.#failures, action: 'retry' });
    return Math.min(this.#longest, SHORTEST_MS * 2 ** Math.min(this.#failures - 1, 10));
  }

  /** It works again. */
  succeeded() {
    if (this.failing) log.worksAgain(this.#event, this.#failures);
    this.#failures = 0;
    this.#damaged = 0;
  }

  /** Whether the last try failed. */
  get failing() {
    return this.#failures > 0;
  }
}
