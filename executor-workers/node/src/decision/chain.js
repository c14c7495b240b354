// @ts-check
import { ZERO_HASH } from '../bytes.js';
import { sha256 } from '../crypto/sha256.js';
import { isUsableProfile } from '../json/pointer.js';
import { boundsVerdicts, rulesObjection } from '../rules-version.js';
import { Membership } from './membership.js';
import { Registry } from './registry.js';
import { decisionBytes } from './subject.js';
import { fitsRecord } from './verdict-size.js';

/** @param {any} policy */
const isUsable = (policy) => policy.operations.every((/** @type {any} */ own) => isUsableProfile(own.profile));

/** Whether no verdict can outgrow what a record may hold; rules version 1 has no such bound. @param {number} rules @param {number} executors @param {any} policy */
const isBounded = (rules, executors, policy) => !boundsVerdicts(rules) || fitsRecord(executors, policy.embedCertificates);

/**
 * Keys, policy and membership after so many decisions (PROTOCOL 3, 8). Immutable: whoever heeds decisions folds certified
 * ones through {@link check} and {@link after}, and ends where everyone ends.
 */
export class DecisionChain {
  /**
   * @param {{deployment: Buffer, number: bigint, head: Buffer, mandates: bigint, registry: Registry, policy: any,
   *   membership: Membership, rules: number}} state number of the last decision (0 before the first), its hash, how many were mandates of ROOT
   */
  constructor(state) {
    this.deployment = state.deployment;
    this.number = state.number;
    this.head = state.head;
    this.mandates = state.mandates;
    this.registry = state.registry;
    this.policy = state.policy;
    this.membership = state.membership;
    this.rules = state.rules;
    /** @type {Set<bigint>} */
    this.accepted = new Set(state.policy.acceptedFingerprints);
    Object.freeze(this);
  }

  /**
   * Before the first decision.
   * @param {any} genesis
   * @param {Buffer} deployment
   * @returns {DecisionChain | null} null for a genesis of rules that are not known here, that registers a key twice, or has a
   *   policy that cannot be applied or under which a verdict could be too large
   */
  static of(genesis, deployment) {
    /** @type {Registry | null} */
    let registry = new Registry();
    for (const key of genesis.keys) registry = registry && registry.register(key);
    if (registry === null || !isUsable(genesis.policy) || rulesObjection(genesis.rulesVersion) !== null) return null;
    if (!isBounded(genesis.rulesVersion, genesis.executors.length, genesis.policy)) return null;
    return new DecisionChain({
      deployment,
      number: 0n,
      head: ZERO_HASH,
      mandates: 0n,
      registry,
      policy: genesis.policy,
      membership: Membership.of(genesis.executors),
      rules: genesis.rulesVersion,
    });
  }

  /**
   * The reason why a certified decision cannot be the next one here; null when it can.
   * @param {any} decision as Control and IsolationDecision carry it
   * @param {import('./validator-set.js').ValidatorSet} validators
   * @returns {string | null} the reason of PROTOCOL 4
   */
  check(decision, validators) {
    if (!decision.deployment.equals(this.deployment)) return 'WRONG_DEPLOYMENT';
    if (decision.decision <= this.number) return 'REPLAYED';
    if (decision.decision !== this.number + 1n) return 'OUT_OF_ORDER';
    if (!decision.previous.equals(this.head)) return 'BAD_CERTIFICATE';
    if (validators.objection(this.registry, decision) !== null) return 'BAD_CERTIFICATE';
    return this.after(decision) === null ? 'INVALID_ACTION' : null;
  }

  /** The chain with the next decision applied, or null when it cannot be applied here. @param {any} decision */
  after(decision) {
    const { subject } = decision;
    if (subject.type === 'Mandate') {
      return subject.value.number === this.mandates + 1n ? this.#obey(decision, subject.value.action) : null;
    }
    const membership = this.membership.after(subject.value, decision.decision, decision.outcome);
    return membership && this.#with(decision, { membership });
  }

  /** @param {any} decision @param {{type: string, value: any}} action */
  #obey(decision, { type, value }) {
    const mandates = this.mandates + 1n;
    if (type === 'RegisterKey' || type === 'RevokeKey') {
      const registry = type === 'RegisterKey' ? this.registry.register(value.key) : this.registry.revoke(value.keyId);
      return registry && this.#with(decision, { mandates, registry });
    }
    if (type === 'ChangePolicy') {
      const fits = isUsable(value.policy) && isBounded(this.rules, this.membership.size, value.policy);
      return fits ? this.#with(decision, { mandates, policy: value.policy }) : null;
    }
    return this.#with(decision, { mandates });
  }

  /** @param {any} decision @param {Partial<DecisionChain>} changes */
  #with(decision, changes) {
    return new DecisionChain({ ...this, ...changes, number: decision.decision, head: sha256(decisionBytes(decision)) });
  }
}
