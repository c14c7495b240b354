// @ts-check
const NONE = 0n;
const RETRY_MS = 2_000;

/**
 * Brings an isolated executor back (PROTOCOL 8): it rebuilds all its state, reads up to the end that the log had when the rebuild
 * began, and requests once to rejoin. A process that has just started is rebuilding anyway. An isolation that was lifted before the
 * executor caught up has no effect.
 *
 * rebuilding --caught up, not isolated--> working --isolated--> rebuilding --caught up, isolated--> requesting --written--> working
 */
export class RejoinStateMachine {
  #rejoin;
  #rebuilding = true;
  /** The isolation after which the state was rebuilt. */
  #rebuiltAfter = NONE;
  #requestedAfter = NONE;
  #requesting = false;
  #retryAt = Number.NEGATIVE_INFINITY;

  /**
   * @param {(isolation: bigint) => Promise<boolean>} rejoin writes the request to rejoin unless it is in the log; returns whether it
   *   is there now
   */
  constructor(rejoin) {
    this.#rejoin = rejoin;
  }

  /**
   * Requests to rejoin when that is due, and returns whether the caller must rebuild all state now.
   * @param {bigint} isolation number of the decision that isolates it, by the newest rules that it has read; 0n for none
   * @param {boolean} caughtUp whether it has read up to the end that the log had when the rebuild began
   * @param {number} now ms of any clock that only goes forward
   */
  mustRebuild(isolation, caughtUp, now) {
    if (this.#rebuilding && !caughtUp) return false;
    if (this.#rebuilding) {
      this.#rebuilding = false;
      this.#rebuiltAfter = isolation;
    }
    if (isolation === NONE) return false;
    if (this.#rebuiltAfter !== isolation) {
      this.#rebuilding = true;
      return true;
    }
    this.#requestOnce(isolation, now);
    return false;
  }

  /** Does not wait for the result. @param {bigint} isolation @param {number} now */
  #requestOnce(isolation, now) {
    if (this.#requestedAfter === isolation || this.#requesting || now < this.#retryAt) return;
    this.#requesting = true;
    this.#retryAt = now + RETRY_MS;
    this.#rejoin(isolation).then((written) => {
      this.#requesting = false;
      if (written) this.#requestedAfter = isolation;
    });
  }
}
