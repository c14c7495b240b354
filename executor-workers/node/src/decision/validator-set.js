// @ts-check
import { decisionBytes, subjectBytes } from './subject.js';
import { signers } from './signatories.js';

/** v + 1 of m: the smallest set that must contain one honest member. @param {number} members */
export const oneHonestOf = (members) => Math.floor((members - 1) / 2) + 1;

/** The validators of genesis, of whom v + 1 decide, and the root keys' threshold. */
export class ValidatorSet {
  #validators;
  #rootThreshold;

  /** @param {{validators: string[], rootThreshold: number}} genesis */
  constructor(genesis) {
    this.#validators = new Set(genesis.validators);
    this.#rootThreshold = genesis.rootThreshold;
  }

  /** How many validators must sign; 0 where there are none and ROOT alone decides. */
  get #needed() {
    return this.#validators.size === 0 ? 0 : oneHonestOf(this.#validators.size);
  }

  /**
   * The reason why a certificate, or the mandate in it, is not sufficient; null if it is.
   * @param {import('./registry.js').Registry} registry
   * @param {any} decision as Control and IsolationDecision carry it
   * @returns {string | null}
   */
  objection(registry, decision) {
    const { certificate, deployment, subject } = decision;
    if (certificate.length > this.#validators.size) return 'more signatures than the validators could make';
    const validators = [...signers(registry, 'VALIDATOR', decisionBytes(decision), certificate)];
    if (validators.filter((one) => this.#validators.has(one)).length < this.#needed) return 'too few validators have signed it';
    if (subject.type === 'Proposal') {
      return this.#validators.size === 0 ? 'there are no validators who could decide that' : null;
    }
    return this.#isMandated(registry, deployment, subject) ? null : 'too few root signatures';
  }

  /** @param {import('./registry.js').Registry} registry @param {Buffer} deployment @param {{type: string, value: any}} subject */
  #isMandated(registry, deployment, subject) {
    const { signatures } = subject.value;
    if (signatures.length > registry.size) return false;
    return signers(registry, 'ROOT', subjectBytes(deployment, subject), signatures).size >= this.#rootThreshold;
  }
}
