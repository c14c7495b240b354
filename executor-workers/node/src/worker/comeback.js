// @ts-check
const NONE = 0n;
const RETRY_MS = 2_000;

/**
 * What an executor does about an isolation of its own (PROTOCOL 8): builds all its state anew, reads on to where the log ended
 * then, and asks once to be watched. A process that has just started has built its state anew already. An isolation that it only
 * passes by in the past, because it was lifted since, means nothing to it.
 *
 * building --caught up, not isolated--> working --isolated--> building --caught up, isolated--> asking --stands--> working
 */
export class Comeback {
  #rejoin;
  #building = true;
  /** The isolation since which the state was built anew. */
  #rebuilt = NONE;
  #asked = NONE;
  #asking = false;
  #notBefore = Number.NEGATIVE_INFINITY;

  /** @param {(isolation: bigint) => Promise<boolean>} rejoin asks to come back, unless that stands there; whether it stands there now */
  constructor(rejoin) {
    this.#rejoin = rejoin;
  }

  /**
   * Does what is due; whether all state is to be built anew now, for the caller to do.
   * @param {bigint} isolation number of the decision that isolates it, by the newest rules that it has read; 0n for none
   * @param {boolean} caughtUp whether it has read on to where the log ended when the building began
   * @param {number} now ms of any clock that only goes forward
   */
  mustRebuild(isolation, caughtUp, now) {
    if (this.#building && !caughtUp) return false;
    if (this.#building) {
      this.#building = false;
      this.#rebuilt = isolation;
    }
    if (isolation === NONE) return false;
    if (this.#rebuilt !== isolation) {
      this.#building = true;
      return true;
    }
    this.#ask(isolation, now);
    return false;
  }

  /** Meanwhile the executor goes on. @param {bigint} isolation @param {number} now */
  #ask(isolation, now) {
    if (this.#asked === isolation || this.#asking || now < this.#notBefore) return;
    this.#asking = true;
    this.#notBefore = now + RETRY_MS;
    this.#rejoin(isolation).then((stands) => {
      this.#asking = false;
      if (stands) this.#asked = isolation;
    });
  }
}
