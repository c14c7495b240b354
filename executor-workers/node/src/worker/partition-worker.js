// @ts-check
import { log } from '../process/log.js';
import { cutBatches, later } from './batch.js';

/** @typedef {import('./partition-executor.js').PartitionExecutor} PartitionExecutor */
/** @typedef {import('./state-machine.js').Settlement} Settlement */

/**
 * Decides what one partition writes and when: nothing while state is rebuilt, answers as soon as there are any, an empty batch
 * when only rejected or control entries were handled or when the heartbeat is due. Times in ms of any clock.
 */
export class PartitionWorker {
  #partition;
  #begin;
  #executors;
  /** @type {Settlement[]} */
  #settlements = [];
  /** @type {import('./state-machine.js').Item[]} */
  #pending = [];
  #executor;
  #handled;
  #floor;
  #written;
  #answersAfter;
  #backlog = 0;
  #lastWrittenAt = Number.NEGATIVE_INFINITY;

  /**
   * @param {number} partition
   * @param {bigint} begin offset of the first record that it wants: 0, or the one behind the state that its executors begin from
   * @param {bigint} resumeFrom offset up to which an earlier run has answered everything; 0 for a first run
   * @param {(settlements: Settlement[]) => PartitionExecutor} executors gives a fresh one that knows the settlements
   */
  constructor(partition, begin, resumeFrom, executors) {
    this.#partition = partition;
    this.#begin = begin;
    this.#executors = executors;
    this.#executor = executors([]);
    this.#handled = begin - 1n;
    this.#floor = this.#written = this.#answersAfter = resumeFrom - 1n;
  }

  /**
   * Takes the next record in offset order.
   * @param {import('../codec/business.js').BusinessRecord} record
   * @returns {'answered' | 'rejected' | 'applied' | 'repeated' | 'again'} repeated: it was handled before the start already;
   *   again: all records must be given anew from {@link begin} on
   */
  handle(record) {
    const outcome = this.#executor.handle(record);
    if (typeof outcome === 'object' && 'settlement' in outcome) {
      this.#settle(outcome.settlement);
      return 'again';
    }
    this.#handled = record.offset;
    if (record.offset <= this.#answersAfter) return 'repeated';
    if (typeof outcome === 'string') return outcome;
    this.#pending.push(outcome.item);
    this.#backlog += outcome.item.encoded.length;
    return 'answered';
  }

  /** Answers after the settled request are given anew if the Void itself has not been passed by an earlier run.
   * @param {Settlement} settlement */
  #settle(settlement) {
    const { position, offset } = settlement;
    log.warn('state_settled', { position: `${this.#partition}@${position}`, offset, note: 'rebuilding the partition' });
    this.#settlements.push(settlement);
    this.#executor = this.#executors([...this.#settlements]);
    if (position > this.#floor) {
      this.#floor = position;
      this.#answersAfter = offset;
    }
    this.#pending = this.#pending.filter(({ response }) => response.businessOffset <= this.#answersAfter);
    this.#backlog = this.#pending.reduce((bytes, { encoded }) => bytes + encoded.length, 0);
    this.#handled = this.#begin - 1n;
  }

  /** Offset of the first record that it wants. */
  get begin() {
    return this.#begin;
  }

  /** Offset from which a worker in its place must answer. */
  get resumeFrom() {
    return this.#floor + 1n;
  }

  /** Offset of the last record handled. */
  get processedTo() {
    return this.#handled;
  }

  /** Keys, policy and membership by what it has read; null until genesis has been read. */
  get rules() {
    return this.#executor.rules;
  }

  /** Bytes of answers that have not been drained. */
  get backlog() {
    return this.#backlog;
  }

  /** What to write now, in order. @param {number} now @returns {import('./batch.js').AnswerBatch[]} */
  drain(now) {
    if (this.#pending.length === 0 && !this.#isEmptyBatchDue(now)) return [];
    const batches = cutBatches(this.#pending, this.#floor, this.#handled);
    this.#pending = [];
    this.#backlog = 0;
    this.#floor = this.#written = later(this.#floor, this.#handled);
    this.#lastWrittenAt = now;
    return batches;
  }

  /** @param {number} now */
  #isEmptyBatchDue(now) {
    const isRebuilding = this.#handled < 0n || this.#handled < this.#floor;
    if (isRebuilding || this.rules === null) return false;
    return this.#handled > this.#written || now - this.#lastWrittenAt >= Number(this.rules.policy.heartbeat);
  }
}
