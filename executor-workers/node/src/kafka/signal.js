// @ts-check
/** Wakes up whoever waits, at once or after so long; a wake-up while nobody waits is kept for the next one. */
export class Signal {
  #raised = false;
  /** @type {(() => void) | null} */
  #wake = null;

  raise() {
    this.#raised = true;
    this.#wake?.();
  }

  /** @param {number} atMost ms @returns {Promise<void>} */
  async wait(atMost) {
    if (!this.#raised) {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, atMost);
        this.#wake = () => {
          clearTimeout(timer);
          resolve(undefined);
        };
      });
    }
    this.#wake = null;
    this.#raised = false;
  }
}

/** @param {number} milliseconds @returns {Promise<void>} */
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
