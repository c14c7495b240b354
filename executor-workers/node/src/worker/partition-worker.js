// @ts-check
import { log } from '../process/log.js';
import { cutBatches, later } from './batch.js';
import { HeartbeatPace } from './heartbeat-pace.js';

/** @typedef {import('./partition-executor.js').PartitionExecutor} PartitionExecutor */
/** @typedef {import('./state-machine.js').StateVoid} StateVoid */

/**
 * Handles the records of one partition and decides when to write which batch: nothing during a rebuild, answers as soon as there
 * are any, an empty batch when only rejected or control entries were handled or when the heartbeat is due. Times in ms of any clock.
 */
export class PartitionWorker {
  #partition;
  #begin;
  #executors;
  /** @type {StateVoid[]} */
  #voids = [];
  /** @type {import('./state-machine.js').Item[]} */
  #pending = [];
  #executor;
  #handledTo;
  #processedTo;
  #writtenTo;
  #answeredTo;
  #backlog = 0;
  #heartbeats = new HeartbeatPace();

  /**
   * @param {number} partition
   * @param {bigint} begin offset of the first record that it needs: 0, or the one after the snapshot that its executors start from
   * @param {bigint} resumeFrom offset up to which an earlier run has answered everything; 0 for a first run
   * @param {(voids: StateVoid[]) => PartitionExecutor} executors returns a fresh one that knows these Voids
   */
  constructor(partition, begin, resumeFrom, executors) {
    this.#partition = partition;
    this.#begin = begin;
    this.#executors = executors;
    this.#executor = executors([]);
    this.#handledTo = begin - 1n;
    this.#processedTo = this.#writtenTo = this.#answeredTo = resumeFrom - 1n;
  }

  /**
   * Takes the next record in offset order.
   * @param {import('../codec/business.js').BusinessRecord} record
   * @returns {'answered' | 'rejected' | 'applied' | 'repeated' | 'again'} repeated: an earlier run has handled it;
   *   again: all records must be given again from {@link begin} on
   */
  handle(record) {
    const outcome = this.#executor.handle(record);
    if (typeof outcome === 'object' && 'stateVoid' in outcome) {
      this.#rebuildAfter(outcome.stateVoid);
      return 'again';
    }
    this.#handledTo = record.offset;
    if (record.offset <= this.#answeredTo) return 'repeated';
    if (typeof outcome === 'string') return outcome;
    this.#pending.push(outcome.item);
    this.#backlog += outcome.item.encoded.length;
    return 'answered';
  }

  /** Starts again. Requests after the voided one are answered again, unless an earlier run has passed the Void.
   * @param {StateVoid} stateVoid */
  #rebuildAfter(stateVoid) {
    const { position, offset } = stateVoid;
    log.warn('state_settled', { position: `${this.#partition}@${position}`, offset, note: 'rebuilding the partition' });
    this.#voids.push(stateVoid);
    this.#executor = this.#executors([...this.#voids]);
    if (position > this.#processedTo) {
      this.#processedTo = position;
      this.#answeredTo = offset;
    }
    this.#pending = this.#pending.filter(({ response }) => response.businessOffset <= this.#answeredTo);
    this.#backlog = this.#pending.reduce((bytes, { encoded }) => bytes + encoded.length, 0);
    this.#handledTo = this.#begin - 1n;
    this.#heartbeats = new HeartbeatPace();
  }

  /** Offset of the first record that it needs. */
  get begin() {
    return this.#begin;
  }

  /** Offset from which a worker in its place must answer. */
  get resumeFrom() {
    return this.#processedTo + 1n;
  }

  /** Offset of the last record handled. */
  get processedTo() {
    return this.#handledTo;
  }

  /** Keys, policy and membership after the records that it has read; null before genesis. */
  get rules() {
    return this.#executor.rules;
  }

  /** Bytes of answers that have not been drained. */
  get backlog() {
    return this.#backlog;
  }

  /** The batches to write now, in order. @param {number} now @returns {import('./batch.js').AnswerBatch[]} */
  drain(now) {
    return this.#pending.length > 0 || this.emptyBatchIn(now) === 0 ? this.#drainAll(now) : [];
  }

  /** An empty batch to write with those of other partitions, if this one has long been quiet. @param {number} now */
  join(now) {
    return this.#pending.length === 0 && !this.#isRebuilding && this.#heartbeats.mayJoin(now) ? this.#drainAll(now) : [];
  }

  /** @param {number} now */
  #drainAll(now) {
    const batches = cutBatches(this.#pending, this.#processedTo, this.#handledTo);
    const announced = this.#writtenTo;
    this.#pending = [];
    this.#backlog = 0;
    this.#processedTo = this.#writtenTo = later(this.#processedTo, this.#handledTo);
    if (this.rules !== null) this.#heartbeats.written(now, Number(this.#writtenTo - announced), this.rules.policy);
    return batches;
  }

  /** Ms until an empty batch is due if nothing comes; without end during a rebuild. @param {number} now */
  emptyBatchIn(now) {
    if (this.#isRebuilding) return Number.POSITIVE_INFINITY;
    return this.#handledTo > this.#writtenTo ? 0 : this.#heartbeats.dueIn(now);
  }

  get #isRebuilding() {
    return this.#handledTo < 0n || this.#handledTo < this.#processedTo;
  }
}
