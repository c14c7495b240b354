// @ts-check
/** The rules as they are now, by isolation-audit: every certified decision, in plain Avro (PROTOCOL 8; ADR 0018). */
import { checkSignatures, checkSubject } from '../codec/checks.js';
import { ISOLATION_DECISION } from '../codec/types.js';
import { FRAME, readValue } from '../codec/value.js';
import { ValidatorSet } from '../decision/validator-set.js';
import { DecisionChain } from '../decision/chain.js';
import { MAX_ENTRY } from '../limits.js';

/** Folds the entries in log order; skips decisions that do not verify or do not follow. */
export class AuditFold {
  #validators;
  /** @type {DecisionChain | null} */
  #chain;

  /** @param {any} genesis @param {Buffer} deployment */
  constructor(genesis, deployment) {
    this.#validators = new ValidatorSet(genesis);
    this.#chain = DecisionChain.of(genesis, deployment);
  }

  /** @param {Buffer | null} value */
  take(value) {
    const read = readValue(value, true, MAX_ENTRY, (framed) => {
      const decision = ISOLATION_DECISION.decode(framed, FRAME);
      checkSubject(decision.subject);
      checkSignatures(decision.certificate);
      return decision;
    });
    if ('ok' in read && this.#chain?.check(read.ok, this.#validators) === null) this.#chain = this.#chain.after(read.ok);
  }

  /** Null for a genesis that cannot be applied. */
  get chain() {
    return this.#chain;
  }
}
