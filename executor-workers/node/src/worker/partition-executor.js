// @ts-check
import { PartitionAdmission } from '../admission/partition-admission.js';
import { StateMachine } from './state-machine.js';

/** @typedef {import('./state-machine.js').StateVoid} StateVoid */
/**
 * The result for one record: an answer; nothing to say, since it was rejected or changes the rules; or a Void not known
 * before, with which to begin again.
 * @typedef {{item: import('./state-machine.js').Item} | {stateVoid: StateVoid} | 'rejected' | 'applied'} Outcome
 */

/**
 * One partition of business-log as one executor works it off: admission, the service's state, and the response to each
 * admitted request. Its responses depend on the records alone, given in offset order from 0 or after a snapshot.
 */
export class PartitionExecutor {
  #partition;
  #admission;
  #machine;
  /** @type {Map<bigint, StateVoid>} */
  #voids = new Map();

  /**
   * @param {number} partition
   * @param {Buffer} deployment
   * @param {import('../answer.js').Service} service
   * @param {StateVoid[]} voids those that an earlier run over the same partition has read; the last one of an offset counts
   * @param {import('../recovery/verified-snapshot.js').VerifiedSnapshot | null} verifiedSnapshot
   */
  constructor(partition, deployment, service, voids = [], verifiedSnapshot = null) {
    this.#partition = partition;
    for (const stateVoid of voids) this.#voids.set(stateVoid.offset, stateVoid);
    this.#admission = verifiedSnapshot?.admission() ?? new PartitionAdmission(partition, deployment);
    this.#machine = new StateMachine(service, this.#voids, verifiedSnapshot?.beginning() ?? null);
  }

  /** Keys, policy and membership in force; null until genesis has been read. */
  get rules() {
    return this.#admission.chain;
  }

  /** @param {import('../codec/business.js').BusinessRecord} record @returns {Outcome} */
  handle(record) {
    const decision = this.#admission.decide(record);
    switch (decision.decision) {
      case 'ADMITTED':
        return { item: this.#machine.answer(record.offset, record.valueHash, decision.request, this.rules?.policy) };
      case 'APPLIED':
        return this.#newVoid(record, decision.control.subject);
      case 'REJECTED':
        return 'rejected';
      default:
        return 'applied';
    }
  }

  /** @param {import('../codec/business.js').BusinessRecord} record @param {{type: string, value: any}} subject @returns {Outcome} */
  #newVoid(record, subject) {
    const action = subject.type === 'Mandate' ? subject.value.action : null;
    if (action?.type !== 'VoidState') return 'applied';
    const { partition, businessOffset, postState } = action.value;
    if (partition !== this.#partition || businessOffset >= record.offset) return 'applied';
    const known = this.#voids.get(businessOffset);
    if (known !== undefined && known.position >= record.offset) return 'applied';
    return { stateVoid: { offset: businessOffset, postState: Buffer.from(postState), position: record.offset } };
  }
}
