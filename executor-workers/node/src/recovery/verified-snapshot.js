// @ts-check
import { sha256One } from '../crypto/sha256.js';
import { StateTree } from '../state/tree.js';
import { decodeContext, reopen, risesFromGenesis } from './context.js';
import { assemble } from './snapshot.js';

/** @typedef {import('./checkpoints.js').Checkpoint} Checkpoint */
/** @typedef {import('../codec/business.js').BusinessRecord} BusinessRecord */

/** @param {{key: Buffer, value: Buffer}[]} entries */
function treeOf(entries) {
  const tree = new StateTree();
  tree.apply(entries);
  return tree;
}

/** A verified state from which a reader of business-log continues, after each rebuild again. */
export class VerifiedSnapshot {
  #snapshot;
  #context;
  #rules;

  /** @param {import('./snapshot.js').Snapshot} snapshot @param {import('./context.js').AdmissionContext} context
   * @param {BusinessRecord[]} rules */
  constructor(snapshot, context, rules) {
    this.#snapshot = snapshot;
    this.#context = context;
    this.#rules = rules;
  }

  /**
   * What the chunks of a snapshot make up, if they hold against a checkpoint that enough validators have signed.
   * @param {Checkpoint} checkpoint
   * @param {import('./snapshot.js').Chunk[]} chunks
   * @param {(offset: bigint) => Promise<BusinessRecord | null>} log gives the record at a business offset of that partition
   * @returns {Promise<{verifiedSnapshot: VerifiedSnapshot} | {flaw: string}>}
   */
  static async of(checkpoint, chunks, log) {
    const whole = assemble(checkpoint, chunks);
    if ('flaw' in whole) return whole;
    const { snapshot } = whole;
    if (!sha256One(snapshot.context).equals(checkpoint.contextRoot)) return { flaw: 'CONTEXT' };
    if (!snapshot.postState.equals(checkpoint.postState)) return { flaw: 'POST_STATE' };
    if (!treeOf(snapshot.entries).root().equals(checkpoint.stateRoot)) return { flaw: 'ENTRIES' };
    const context = decodeContext(snapshot.context);
    const isOfPlace =
      context?.deployment.equals(checkpoint.deployment) &&
      context.partition === checkpoint.partition &&
      context.businessOffset === checkpoint.businessOffset;
    if (context === null || !isOfPlace) return { flaw: 'PLACE' };
    if (!risesFromGenesis(context)) return { flaw: 'RULE_OFFSETS' };
    const rules = [];
    for (const offset of context.ruleOffsets) {
      const record = await log(offset);
      if (record === null) return { flaw: 'RULES' };
      rules.push(record);
    }
    const reopened = reopen(context, rules);
    return 'flaw' in reopened ? reopened : { verifiedSnapshot: new VerifiedSnapshot(snapshot, context, rules) };
  }

  /** A fresh admission that has read everything up to {@link businessOffset}. */
  admission() {
    const reopened = reopen(this.#context, this.#rules);
    if ('flaw' in reopened) throw new Error(`a verified verifiedSnapshot is flawed: ${reopened.flaw}`);
    return reopened.admission;
  }

  /** A fresh beginning of the state. */
  beginning() {
    return { state: treeOf(this.#snapshot.entries), postState: this.postState, businessOffset: this.businessOffset };
  }

  /** End of the state digest chain. */
  get postState() {
    return this.#snapshot.postState;
  }

  /** Of the last request that is part of it. */
  get businessOffset() {
    return this.#context.businessOffset;
  }

  /** How many keys have a value. */
  get size() {
    return this.#snapshot.entries.length;
  }
}

/**
 * The best verified state of a partition: the first candidate that is final and valid. One that fails is reported.
 * @param {number} partition
 * @param {bigint} resumeFrom business offset up to which everything is answered
 * @param {import('./snapshot.js').SnapshotShelf | import('./snapshot.js').IndexedSnapshots} shelf
 * @param {import('./checkpoints.js').CheckpointTally} tally
 * @param {(offset: bigint) => Promise<BusinessRecord | null>} log
 * @param {(offset: bigint, flaw: string) => void} refuse called for each refused snapshot
 * @returns {Promise<{verifiedSnapshot: VerifiedSnapshot, checkpoint: Checkpoint} | null>}
 */
export async function chooseSnapshot(partition, resumeFrom, shelf, tally, log, refuse) {
  for (const offset of shelf.candidates(partition, resumeFrom)) {
    const checkpoint = tally.at(partition, offset);
    if (checkpoint === null) continue;
    const checked = await VerifiedSnapshot.of(checkpoint, await shelf.chunks(partition, offset), log);
    if ('verifiedSnapshot' in checked) return { verifiedSnapshot: checked.verifiedSnapshot, checkpoint };
    refuse(offset, checked.flaw);
  }
  return null;
}
