// @ts-check
import { log } from '../process/log.js';
import { PartitionExecutor } from './partition-executor.js';
import { PartitionWorker } from './partition-worker.js';

/** @typedef {import('../recovery/foundation.js').Foundation} Foundation */

/** Gives each partition its worker, which begins from the best verified state there is. */
export class Workforce {
  #deployment;
  #executorId;
  #service;
  #foundations;

  /**
   * @param {Buffer} deployment
   * @param {string} executorId
   * @param {import('../answer.js').Service} service
   * @param {(resume: Map<number, bigint>) => Promise<Map<number, Foundation>>} foundations the best verified state of each
   * partition that has one
   */
  constructor(deployment, executorId, service, foundations) {
    this.#deployment = deployment;
    this.#executorId = executorId;
    this.#service = service;
    this.#foundations = foundations;
  }

  /**
   * A fresh worker a partition.
   * @param {Map<number, bigint>} resume by partition, the business offset up to which everything is answered
   * @returns {Promise<Map<number, PartitionWorker>>}
   */
  async hire(resume) {
    const found = await this.#foundations(resume);
    return new Map([...resume].map(([partition, from]) => [partition, this.#worker(partition, from, found.get(partition) ?? null)]));
  }

  /** @param {number} partition @param {bigint} resumeFrom @param {Foundation | null} foundation */
  #worker(partition, resumeFrom, foundation) {
    if (foundation !== null) log.info('restored', { partition, from: foundation.businessOffset, entries: foundation.size });
    const begin = foundation === null ? 0n : foundation.businessOffset + 1n;
    return new PartitionWorker(
      partition,
      begin,
      resumeFrom,
      (settled) => new PartitionExecutor(partition, this.#deployment, this.#service, settled, foundation),
    );
  }

  /** Number of the decision that isolates this executor, by the newest rules that any of the workers has read; 0n for none.
   * @param {Iterable<PartitionWorker>} workers */
  isolation(workers) {
    const newest = [...workers]
      .map(({ rules }) => rules)
      .reduce((one, other) => (one === null || (other !== null && other.number > one.number) ? other : one), null);
    const member = newest?.membership.find(this.#executorId);
    return member?.status === 'ISOLATED' ? member.isolation : 0n;
  }
}
