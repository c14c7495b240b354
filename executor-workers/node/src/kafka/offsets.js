// @ts-check
/** Where a log begins and ends, and what a group remembers of it; the group has no members, so it is only a place to write to. */
import { findCoordinatorV4, listOffsetsV7, offsetCommitV8, offsetFetchV8 } from '@platformatic/kafka';

const CONSUMER = -1;
const READ_COMMITTED = 1;
const NO_EPOCH = -1;
const NO_GENERATION = -1;
const GROUP = 0;

export const EARLIEST = -2n;
/** The last stable offset: records from there on may not be committed yet. */
export const LATEST = -1n;

/**
 * @param {import('./cluster.js').Cluster} cluster
 * @param {string} topic
 * @param {Map<number, number>} leaders by partition
 * @param {bigint} which EARLIEST or LATEST
 * @returns {Promise<Map<number, bigint>>} by partition
 */
export async function listOffsets(cluster, topic, leaders, which) {
  /** @type {Map<number, bigint>} */
  const found = new Map();
  for (const [partition, leader] of leaders) {
    const wanted = [{ partitionIndex: partition, currentLeaderEpoch: NO_EPOCH, timestamp: which }];
    const response = await cluster.call('control', leader, listOffsetsV7.api, CONSUMER, READ_COMMITTED, [
      { name: topic, partitions: wanted },
    ]);
    found.set(partition, response.topics[0].partitions[0].offset);
  }
  return found;
}

/** What one group remembers of one topic. */
export class GroupOffsets {
  #cluster;
  #group;
  #topic;
  /** @type {number | null} */
  #coordinator = null;

  /** @param {import('./cluster.js').Cluster} cluster @param {string} group @param {string} topic */
  constructor(cluster, group, topic) {
    this.#cluster = cluster;
    this.#group = group;
    this.#topic = topic;
  }

  /** @param {any} api @param {...any} args */
  async #ask(api, ...args) {
    try {
      if (this.#coordinator === null) {
        const found = await this.#cluster.callAny(findCoordinatorV4.api, GROUP, [this.#group]);
        const { nodeId, host, port } = found.coordinators[0];
        this.#cluster.learn(nodeId, { host, port });
        this.#coordinator = nodeId;
      }
      return await this.#cluster.call('control', /** @type {number} */ (this.#coordinator), api, ...args);
    } catch (error) {
      this.#coordinator = null;
      throw error;
    }
  }

  /** @param {number[]} partitions @returns {Promise<Map<number, bigint>>} 0 where nothing is remembered */
  async remembered(partitions) {
    const topics = [{ name: this.#topic, partitionIndexes: partitions }];
    const response = await this.#ask(offsetFetchV8.api, [{ groupId: this.#group, topics }], true);
    const found = response.groups[0].topics.flatMap((/** @type {any} */ topic) => topic.partitions);
    return new Map(
      found.map((/** @type {any} */ one) => [one.partitionIndex, one.committedOffset < 0n ? 0n : one.committedOffset]),
    );
  }

  /** @param {Map<number, bigint>} offsets by partition */
  async remember(offsets) {
    const partitions = [...offsets].map(([partitionIndex, committedOffset]) => ({
      partitionIndex,
      committedOffset,
      committedLeaderEpoch: NO_EPOCH,
      committedMetadata: '',
    }));
    await this.#ask(offsetCommitV8.api, this.#group, NO_GENERATION, '', null, [{ name: this.#topic, partitions }]);
  }
}
