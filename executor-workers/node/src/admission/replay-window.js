// @ts-check
import { MAX_SEQUENCE_JUMP, REPLAY_WINDOW } from '../limits.js';

const UNUSED = -1n;
const WIDTH = BigInt(REPLAY_WINDOW);

/** @param {bigint} sequence */
const slot = (sequence) => Number(BigInt.asUintN(10, sequence));

/**
 * Which sequence numbers one key has used in one partition: the last 1024 up to the highest, each with the business offset
 * at which it was admitted (PROTOCOL 4). Only admitted requests are marked.
 */
export class ReplayWindow {
  /** By sequence modulo the width. @type {bigint[]} */
  #offsets = new Array(REPLAY_WINDOW).fill(UNUSED);
  #highest = UNUSED;

  /**
   * @param {bigint} sequence
   * @returns {{check: 'FRESH' | 'SEQUENCE_JUMP' | 'SEQUENCE_TOO_OLD' | 'REPLAYED', firstOffset: bigint | null}} firstOffset: where
   * a replayed one was admitted. Of one below the window it is not known whether it was used
   */
  check(sequence) {
    if (sequence < 0n) return { check: 'SEQUENCE_TOO_OLD', firstOffset: null };
    if (sequence > this.#highest) {
      const jumps = this.#highest !== UNUSED && sequence - this.#highest > MAX_SEQUENCE_JUMP;
      return { check: jumps ? 'SEQUENCE_JUMP' : 'FRESH', firstOffset: null };
    }
    if (this.#highest - sequence >= WIDTH) return { check: 'SEQUENCE_TOO_OLD', firstOffset: null };
    const offset = this.#offsets[slot(sequence)];
    return offset === UNUSED ? { check: 'FRESH', firstOffset: null } : { check: 'REPLAYED', firstOffset: offset };
  }

  /** Remembers an admitted request: one that {@link check} calls FRESH. @param {bigint} sequence @param {bigint} offset */
  mark(sequence, offset) {
    if (offset < 0n || this.check(sequence).check !== 'FRESH') throw new RangeError(`cannot admit ${sequence}`);
    if (sequence > this.#highest) {
      const above = sequence - (this.#highest > 0n ? this.#highest : 0n);
      const steps = above < WIDTH ? above : WIDTH;
      for (let i = 0n; i < steps; i++) this.#offsets[slot(sequence - i)] = UNUSED;
      this.#highest = sequence;
    }
    this.#offsets[slot(sequence)] = offset;
  }

  /** The whole content, ascending by sequence: its canonical form. @returns {{sequence: bigint, offset: bigint}[]} */
  admitted() {
    const admitted = [];
    for (let below = this.#highest < WIDTH - 1n ? this.#highest : WIDTH - 1n; below >= 0n; below--) {
      const offset = this.#offsets[slot(this.#highest - below)];
      if (offset !== UNUSED) admitted.push({ sequence: this.#highest - below, offset });
    }
    return admitted;
  }

  /**
   * A window of that content.
   * @param {{sequence: bigint, offset: bigint}[]} admitted
   * @throws {RangeError} when no window has it
   */
  static of(admitted) {
    const window = new ReplayWindow();
    for (const { sequence, offset } of admitted) window.mark(sequence, offset);
    const own = window.admitted();
    const same =
      own.length === admitted.length &&
      own.every((one, i) => one.sequence === admitted[i].sequence && one.offset === admitted[i].offset);
    if (!same) throw new RangeError('not the ascending content of one replay window');
    return window;
  }
}
