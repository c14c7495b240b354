// @ts-check
/** Injects one fault between a correct executor and the log. Not for production. */
import { u64, utf8 } from '../../bytes.js';
import { encodeSingle } from '../../codec/single-object.js';
import { RESPONSE } from '../../codec/types.js';
import { sha256 } from '../../crypto/sha256.js';
import { log } from '../../process/log.js';

/** @typedef {import('../batch.js').AnswerBatch} AnswerBatch */
/** @typedef {{batch: AnswerBatch, delay: number}} Outgoing to be written no sooner than `delay` ms from now */

const OUTPUT_BALANCE = /"balance"\s*:\s*"-?[0-9]*(?:\.[0-9]*)?([0-9])"/du;
const STATE_BALANCE = /^-?[0-9]*(?:\.[0-9]*)?([0-9])\|/du;
const LIE = utf8('{"error":"LIE"}');

/** Random choices as a function of a seed and a subject: the same after a restart. */
class Dice {
  #seed;

  /** @param {bigint} seed */
  constructor(seed) {
    this.#seed = u64(seed);
  }

  /** @param {Buffer} subject */
  #number(subject) {
    return sha256(this.#seed, subject).readBigUInt64BE();
  }

  /** @param {number} probability @param {Buffer} subject */
  falls(probability, subject) {
    return Number(this.#number(subject) >> 11n) * 2 ** -53 < probability;
  }

  /** Both included. @param {number} least @param {number} most @param {Buffer} subject */
  between(least, most, subject) {
    return least + Number(this.#number(subject) % BigInt(most - least + 1));
  }
}

/** The text with another digit, from 1 to 9, where the pattern finds one. @param {string} text @param {RegExp} pattern
 * @param {Dice} dice @param {Buffer} subject @returns {string | null} */
function withOtherDigit(text, pattern, dice, subject) {
  const [from, to] = pattern.exec(text)?.indices?.[1] ?? [];
  if (from === undefined || to === undefined) return null;
  const digit = Number(text.slice(from, to)) + dice.between(1, 8, subject);
  return text.slice(0, from) + (digit > 9 ? digit - 9 : digit) + text.slice(to);
}

export class FaultInjector {
  #fault;
  #dice;
  #halt;
  #clock;

  /**
   * @param {import('./spec.js').Fault | null} fault null for none
   * @param {bigint | number} seed decides which requests it falls upon
   * @param {() => void} halt ends the process at once
   * @param {() => number} clock ms since the process began
   */
  constructor(fault, seed, halt, clock) {
    this.#fault = fault;
    this.#dice = new Dice(BigInt(seed));
    this.#halt = halt;
    this.#clock = clock;
    if (fault !== null) log.warn('FAULT_INJECTED', { fault: fault.text, seed, note: 'NOT FOR PRODUCTION' });
  }

  /** @returns {import('./spec.js').FaultSpec | null} */
  get #present() {
    if (this.#fault === null) return null;
    const { spec, seconds } = this.#fault;
    return seconds === null || this.#clock() < 1_000 * seconds ? spec : null;
  }

  /** What the service says under the fault. @param {import('../../answer.js').Service} honest @returns {import('../../answer.js').Service} */
  around(honest) {
    return this.#fault === null ? honest : (state, request) => this.#distorted(honest(state, request), request);
  }

  /** @param {import('../../answer.js').Answer} answer @param {import('../../answer.js').Request} request */
  #distorted(answer, request) {
    const fault = this.#present;
    const subject = request.requestId;
    if (fault?.kind === 'lie') {
      const about = fault.operation === null || fault.operation === request.operation;
      return about && this.#dice.falls(fault.probability, subject)
        ? { ...answer, output: this.#otherOutput(answer.output, subject) }
        : answer;
    }
    if (fault?.kind === 'wrong-state' && answer.status === 'OK' && this.#dice.falls(fault.probability, subject)) {
      const writes = answer.writes.map(({ key, value }) => ({ key, value: value && this.#otherState(value, subject) }));
      return { ...answer, writes };
    }
    return answer;
  }

  /** @param {Buffer} truth @param {Buffer} subject */
  #otherOutput(truth, subject) {
    const other = withOtherDigit(truth.toString(), OUTPUT_BALANCE, this.#dice, subject);
    return other === null ? LIE : utf8(other);
  }

  /** @param {Buffer} truth @param {Buffer} subject */
  #otherState(truth, subject) {
    return utf8(withOtherDigit(truth.toString(), STATE_BALANCE, this.#dice, subject) ?? `${truth}?`);
  }

  /** The batches to write in place of these under the fault, in order. @param {AnswerBatch[]} batches @returns {Outgoing[]} */
  outgoing(batches) {
    return batches.flatMap((batch) => this.#outgoing(batch));
  }

  /** @param {AnswerBatch} batch @returns {Outgoing[]} */
  #outgoing(batch) {
    const fault = this.#present;
    switch (fault?.kind) {
      case 'silent':
        return [{ batch: { ...batch, items: [] }, delay: 0 }];
      case 'delay':
        return [{ batch, delay: this.#dice.between(fault.least, fault.most, utf8(String(batch.processedTo))) }];
      case 'equivocate': {
        const items = batch.items
          .filter(({ encoded }) => this.#dice.falls(fault.probability, encoded))
          .map((item) => this.#contradicting(item));
        const honest = { batch, delay: 0 };
        return items.length === 0 ? [honest] : [honest, { batch: { ...batch, items }, delay: 0 }];
      }
      case 'crash':
        if (batch.items.some(({ encoded }) => this.#dice.falls(fault.probability, encoded))) this.#halt();
        return [{ batch, delay: 0 }];
      default:
        return [{ batch, delay: 0 }];
    }
  }

  /** @param {import('../batch.js').Item} item */
  #contradicting({ response, encoded }) {
    const other = { ...response, output: this.#otherOutput(response.output, encoded) };
    return { response: other, encoded: encodeSingle(RESPONSE, other) };
  }
}
