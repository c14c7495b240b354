// @ts-check
/** Checkpoints: what validators have signed about the state after an entry (PROTOCOL 7). */
import { u32, u64 } from '../bytes.js';
import { CHECKPOINT } from '../codec/types.js';
import { FRAME, readValue } from '../codec/value.js';
import { preAuthEncoding } from '../crypto/pae.js';
import { oneHonestOf } from '../decision/validator-set.js';
import { signer } from '../decision/signatories.js';
import { MAX_CHECKPOINT } from '../limits.js';
import { require } from '../malformed.js';

const CHECKPOINT_TYPE = 'application/vnd.tribunal.checkpoint.v1';

/** @typedef {{deployment: Buffer, partition: number, businessOffset: bigint, postState: Buffer, stateRoot: Buffer,
 *   contextRoot: Buffer, signature: {keyId: string, signature: Buffer}}} Checkpoint */

/** @param {boolean} logAppendTime @param {Buffer | null} value @returns {Checkpoint | null} the signature is not checked */
export function decodeCheckpoint(logAppendTime, value) {
  const read = readValue(value, logAppendTime, MAX_CHECKPOINT, (framed) => {
    const checkpoint = CHECKPOINT.decode(framed, FRAME);
    require(checkpoint.partition >= 0 && checkpoint.businessOffset >= 0n, 'no such position');
    return checkpoint;
  });
  return 'ok' in read ? read.ok : null;
}

/** What a checkpoint says, as it is signed. @param {Checkpoint} checkpoint */
const body = ({ deployment, partition, businessOffset, postState, stateRoot, contextRoot }) =>
  Buffer.concat([deployment, u32(partition), u64(businessOffset), postState, stateRoot, contextRoot]);

/** Counts signatures of checkpoints: v + 1 distinct validators make one final. The first valid one of a validator for a position counts. */
export class CheckpointTally {
  #chain;
  #validators;
  /** By place, by validator. @type {Map<string, Map<string, Checkpoint>>} */
  #said = new Map();

  /**
   * @param {{validators: string[]}} genesis
   * @param {import('../decision/chain.js').DecisionChain} chain after the latest decision known, since a key that was revoked
   * later may have been stolen before
   */
  constructor(genesis, chain) {
    this.#validators = genesis.validators;
    this.#chain = chain;
  }

  /** @param {Checkpoint} checkpoint */
  add(checkpoint) {
    if (!checkpoint.deployment.equals(this.#chain.deployment)) return;
    const message = preAuthEncoding(CHECKPOINT_TYPE, body(checkpoint));
    const validator = signer(this.#chain.registry, 'VALIDATOR', message, checkpoint.signature);
    if (validator === null || !this.#validators.includes(validator)) return;
    const place = `${checkpoint.partition}/${checkpoint.businessOffset}`;
    const said = this.#said.get(place) ?? new Map();
    if (!said.has(validator)) said.set(validator, checkpoint);
    this.#said.set(place, said);
  }

  /** The checkpoint of that position that enough validators have signed; null where none or two have enough.
   * @param {number} partition @param {bigint} offset @returns {Checkpoint | null} */
  at(partition, offset) {
    /** @type {Map<string, Checkpoint[]>} */
    const equal = new Map();
    for (const checkpoint of this.#said.get(`${partition}/${offset}`)?.values() ?? []) {
      const name = body(checkpoint).toString('latin1');
      equal.set(name, [...(equal.get(name) ?? []), checkpoint]);
    }
    const final = [...equal.values()].filter((same) => same.length >= oneHonestOf(this.#validators.length));
    return final.length === 1 ? final[0][0] : null;
  }
}
