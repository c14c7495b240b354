// @ts-check
/** Wakes up a waiting task, at once or after a delay; a wake-up without a waiting task is kept for the next one. */
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
