// @ts-check
/** Admission (PROTOCOL 4): a pure function of one partition's business-log, the same for everyone. */
import { checkPublicKey } from '../codec/checks.js';
import { EnvelopeVerifier } from '../crypto/envelope.js';
import { sha256One } from '../crypto/sha256.js';
import { ValidatorSet } from '../decision/validator-set.js';
import { DecisionChain } from '../decision/chain.js';
import { isCanonicalBody } from '../json/canonical-body.js';
import { Malformed } from '../malformed.js';
import { rulesObjection, tellsTooOldFromReplayed, validatesStrayKeys } from '../rules-version.js';
import { partitionOf } from './partitioner.js';
import { ReplayWindow } from './replay-window.js';

/** @typedef {import('../codec/business.js').BusinessRecord} BusinessRecord */
/** @typedef {import('../codec/business.js').Entry} Entry */

/**
 * Admission's decision on one record.
 * @typedef {{decision: 'OPENED'} | {decision: 'ADMITTED', request: any} | {decision: 'APPLIED', control: any} | Rejected} Decision
 * Claims of an entry are repeated only when its signature has been found valid.
 * @typedef {{decision: 'REJECTED', reason: string, replayOf: bigint | null, requestId: Buffer | null, clientId: string | null}} Rejected
 */

/** A partition does not begin with the genesis of this deployment: none of its entries can be admitted. */
export class BadGenesis extends Error {}

const UNSIGNED = new Set(['MALFORMED', 'WRONG_DEPLOYMENT', 'UNKNOWN_KEY', 'BAD_SIGNATURE']);

/** @param {string} reason @param {Entry | null} entry @param {bigint | null} replayOf @returns {Rejected} */
function rejected(reason, entry = null, replayOf = null) {
  const signed = entry !== null && entry.kind === 'request' && !UNSIGNED.has(reason) ? entry.payload : null;
  return {
    decision: 'REJECTED',
    reason,
    replayOf,
    requestId: signed?.requestId ?? null,
    clientId: signed?.clientId ?? null,
  };
}

/** The whole payload; null when it is malformed. @param {Entry} entry */
function opened(entry) {
  try {
    return entry.open();
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

/** @param {any} genesis */
function hasValidKeys(genesis) {
  try {
    genesis.keys.forEach(checkPublicKey);
    return true;
  } catch {
    return false;
  }
}

export class PartitionAdmission {
  #partition;
  #deployment;
  #envelopes = new EnvelopeVerifier();
  /** @type {Map<string, ReplayWindow>} */
  #windows = new Map();
  /** @type {bigint[]} */
  #ruleOffsets = [];
  /** @type {{genesis: any, validators: ValidatorSet} | null} */
  #opened = null;
  /** @type {DecisionChain | null} */
  #chain = null;

  /** @param {number} partition @param {Buffer} deployment SHA-256 of the genesis payload that the partition must begin with */
  constructor(partition, deployment) {
    this.#partition = partition;
    this.#deployment = deployment;
  }

  /**
   * Decides on the next record.
   * @param {BusinessRecord} record records come in offset order, the first at offset 0
   * @returns {Decision}
   * @throws {BadGenesis} when the first record is not the genesis of the deployment
   */
  decide(record) {
    if (this.#opened === null || this.#chain === null) return this.#open(record);
    if ('malformed' in record.content) return rejected('MALFORMED');
    const entry = record.content.ok;
    const refusal = this.#authenticate(entry, this.#chain);
    const { genesis, validators } = this.#opened;
    if (entry.kind === 'request') {
      return refusal === null ? this.#decideRequest(record, entry, this.#chain.policy, genesis) : rejected(refusal, entry);
    }
    if (refusal !== null || entry.kind === 'genesis') return this.#refuse(entry, refusal ?? 'WRONG_DEPLOYMENT', genesis.rulesVersion);
    const control = opened(entry);
    return control === null ? rejected('MALFORMED') : this.#decideControl(record, control, this.#chain, validators);
  }

  /** @param {BusinessRecord} record @returns {Decision} */
  #open(record) {
    const { content } = record;
    const entry = 'ok' in content ? content.ok : null;
    const isGenesis =
      record.offset === 0n &&
      record.partition === this.#partition &&
      entry?.kind === 'genesis' &&
      sha256One(entry.envelope.payload).equals(this.#deployment) &&
      hasValidKeys(entry.payload);
    this.#chain = isGenesis ? DecisionChain.of(entry.payload, this.#deployment) : null;
    if (this.#chain === null) {
      const objection = isGenesis ? rulesObjection(entry.payload.rulesVersion) : null;
      throw new BadGenesis(
        objection ??
          `business-log ${this.#partition}@${record.offset} is not the genesis of deployment ${this.#deployment.toString('hex')}`,
      );
    }
    const genesis = entry?.payload;
    this.#opened = { genesis, validators: new ValidatorSet(genesis) };
    this.#ruleOffsets.push(record.offset);
    return { decision: 'OPENED' };
  }

  /** The rules about the signature: the first that fails, or null. @param {Entry} entry @param {DecisionChain} chain */
  #authenticate({ envelope, kind, roles, fingerprint, payload }, chain) {
    if (!chain.accepted.has(fingerprint)) return 'MALFORMED';
    if (!payload.deployment.equals(this.#deployment)) return 'WRONG_DEPLOYMENT';
    const key = chain.registry.find(envelope.keyId);
    if (key === undefined) return 'UNKNOWN_KEY';
    const isOwner = kind !== 'request' || payload.clientId === key.owner;
    return roles.includes(key.role) && isOwner && this.#envelopes.isSignedBy(key, envelope) ? null : 'BAD_SIGNATURE';
  }

  /**
   * What nobody has signed, or a genesis after offset 0. The reason depends on what is in it: that is read when somebody asks, since
   * it may cost a second, and must not hold up the log.
   * @param {Entry} entry @param {string} reason @param {number} rulesVersion
   */
  #refuse(entry, reason, rulesVersion) {
    return Object.defineProperty(rejected(reason), 'reason', {
      get: () => {
        const payload = opened(entry);
        const isChecked = entry.kind === 'genesis' && validatesStrayKeys(rulesVersion);
        return payload === null || (isChecked && !hasValidKeys(payload)) ? 'MALFORMED' : reason;
      },
      enumerable: true,
    });
  }

  /** @param {BusinessRecord} record @param {Entry} entry @param {any} policy @param {any} genesis @returns {Decision} */
  #decideRequest(record, entry, policy, { partitions, rulesVersion }) {
    const request = entry.payload;
    const window = this.#windowOf(entry.envelope.keyId);
    const refusal = this.#checkRequest(record, request, policy, partitions);
    if (refusal !== null) return rejected(refusal, entry);
    const { check, firstOffset } = window.check(request.sequence);
    if (check === 'SEQUENCE_TOO_OLD' && !tellsTooOldFromReplayed(rulesVersion)) return rejected('REPLAYED', entry);
    if (check !== 'FRESH') return rejected(check, entry, firstOffset);
    window.mark(request.sequence, record.offset);
    return { decision: 'ADMITTED', request };
  }

  /** @param {BusinessRecord} record @param {any} request @param {any} policy @param {number} partitions */
  #checkRequest({ partition, appendTime }, request, policy, partitions) {
    if (partitionOf(request.shardKey, partitions) !== partition) return 'WRONG_PARTITION';
    if (appendTime > request.notAfter || request.notAfter - appendTime > policy.maxValidity) return 'EXPIRED';
    const isJson = request.contentType === 'application/json';
    return isJson && !isCanonicalBody(request.body) ? 'MALFORMED_BODY' : null;
  }

  /** @param {string} keyId */
  #windowOf(keyId) {
    let window = this.#windows.get(keyId);
    if (window === undefined) this.#windows.set(keyId, (window = new ReplayWindow()));
    return window;
  }

  /** @param {BusinessRecord} record @param {any} control @param {DecisionChain} chain @param {ValidatorSet} validators @returns {Decision} */
  #decideControl(record, control, chain, validators) {
    const objection = chain.check(control, validators);
    if (objection !== null) return rejected(objection);
    this.#chain = chain.after(control);
    this.#ruleOffsets.push(record.offset);
    return { decision: 'APPLIED', control };
  }

  /** Keys, policy and membership in force; null until genesis has been read. */
  get chain() {
    return this.#chain;
  }

  get genesis() {
    return this.#opened?.genesis ?? null;
  }

  /** Offsets of genesis and of the control entries applied since, ascending: read again they give the same rules. */
  get ruleOffsets() {
    return this.#ruleOffsets;
  }

  /** Puts a window back from a snapshot. @param {string} keyId @param {ReplayWindow} window */
  restoreWindow(keyId, window) {
    this.#windows.set(keyId, window);
  }
}
