// @ts-check
import { log } from '../process/log.js';
import { PartitionExecutor } from './partition-executor.js';
import { PartitionWorker } from './partition-worker.js';

/** @typedef {import('../recovery/verified-snapshot.js').VerifiedSnapshot} VerifiedSnapshot */

/** Creates the worker of each partition, which starts from the best verified snapshot of that partition, if any. */
export class PartitionWorkers {
  #deployment;
  #executorId;
  #service;
  #verifiedSnapshots;

  /**
   * @param {Buffer} deployment
   * @param {string} executorId
   * @param {import('../answer.js').Service} service
   * @param {(resume: Map<number, bigint>) => Promise<Map<number, VerifiedSnapshot>>} verifiedSnapshots the best verified snapshot of each
   * partition that has one
   */
  constructor(deployment, executorId, service, verifiedSnapshots) {
    this.#deployment = deployment;
    this.#executorId = executorId;
    this.#service = service;
    this.#verifiedSnapshots = verifiedSnapshots;
  }

  /**
   * One fresh worker for each partition.
   * @param {Map<number, bigint>} resume by partition, the business offset up to which everything is answered
   * @returns {Promise<Map<number, PartitionWorker>>}
   */
  async create(resume) {
    const found = await this.#verifiedSnapshots(resume);
    return new Map([...resume].map(([partition, from]) => [partition, this.#worker(partition, from, found.get(partition) ?? null)]));
  }

  /** @param {number} partition @param {bigint} resumeFrom @param {VerifiedSnapshot | null} verifiedSnapshot */
  #worker(partition, resumeFrom, verifiedSnapshot) {
    if (verifiedSnapshot !== null) log.info('restored', { partition, from: verifiedSnapshot.businessOffset, entries: verifiedSnapshot.size });
    const begin = verifiedSnapshot === null ? 0n : verifiedSnapshot.businessOffset + 1n;
    return new PartitionWorker(
      partition,
      begin,
      resumeFrom,
      (voids) => new PartitionExecutor(partition, this.#deployment, this.#service, voids, verifiedSnapshot),
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
