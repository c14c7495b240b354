// @ts-check
/** Reads all partitions of a topic from offsets that the caller chooses, committed records only; one fetch a broker at a time. */
import { LogDamaged, Retries } from '../process/retries.js';
import { reasonOf } from './cluster.js';
import { fetchApi } from './fetch.js';
import { LATEST, listOffsets } from './offsets.js';
import { readBatches } from './records.js';
import { pause, Signal } from './signal.js';

/** @typedef {import('./records.js').KafkaRecord} KafkaRecord */
/** @typedef {{partition: number, records: KafkaRecord[]}} Chunk */

const OFFSET_OUT_OF_RANGE = 1;
const UNKNOWN_TOPIC = 3;
const UNKNOWN_TOPIC_ID = 100;
const IDLE_MS = 200;
/** A broker that fails over is back within seconds. */
const LONGEST_PAUSE_MS = 5_000;
/** Bytes of fetched records of one partition that may wait to be polled. */
const MAX_QUEUED = 4 << 20;
/** The most records of one poll: acknowledgements must not wait long. */
const MAX_POLLED = 200;

/**
 * @typedef {{records: KafkaRecord[], next: bigint, bytes: number}} Fetch
 * @typedef {{leader: number, fetchFrom: bigint, position: bigint, epoch: number, held: boolean, queue: Fetch[], queued: number}} State
 *   position: of the next record to be delivered; epoch: counts the seeks, so that what was asked for before one is dropped
 */

export class TopicConsumer {
  #cluster;
  #topic;
  #signal;
  /** @type {Map<number, State>} */
  #partitions = new Map();
  /** @type {Set<number>} */
  #fetching = new Set();
  /** @type {Promise<unknown> | null} */
  #refreshing = null;
  /** @type {Error | null} */
  #failure = null;
  /** By leader. @type {Map<number, Retries>} */
  #retries = new Map();
  #closed = false;

  /** @param {import('./cluster.js').Cluster} cluster @param {string} topic @param {Signal} signal raised when something arrives */
  constructor(cluster, topic, signal) {
    this.#cluster = cluster;
    this.#topic = topic;
    this.#signal = signal;
  }

  /** Takes all partitions, held until {@link seek} says where to begin. @returns {Promise<number[]>} none while there is no such topic */
  async open() {
    const leaders = await this.#leaders();
    for (const [partition, leader] of leaders) {
      this.#partitions.set(partition, {
        leader, fetchFrom: 0n, position: 0n, epoch: 0, held: true, queue: [], queued: 0,
      });
    }
    return [...leaders.keys()].sort((one, other) => one - other);
  }

  async #leaders() {
    return (await this.#cluster.metadata([this.#topic])).topics.get(this.#topic) ?? new Map();
  }

  /** Continues at that offset. @param {number} partition @param {bigint} offset */
  seek(partition, offset) {
    const state = this.#state(partition);
    Object.assign(state, { fetchFrom: offset, position: offset, epoch: state.epoch + 1, held: false, queue: [], queued: 0 });
    this.#fetchAll();
  }

  /** Fetches from all partitions but these. @param {Set<number>} full */
  holdBack(full) {
    for (const [partition, state] of this.#partitions) state.held = full.has(partition);
  }

  /** @param {number} partition */
  #state(partition) {
    return /** @type {State} */ (this.#partitions.get(partition));
  }

  /** Where the log ends now, by partition. @returns {Promise<Map<number, bigint>>} */
  async ends() {
    return listOffsets(this.#cluster, this.#topic, await this.#leaders(), LATEST);
  }

  /** Whether all records before these ends have been delivered. @param {Map<number, bigint>} ends */
  hasReached(ends) {
    return [...ends].every(([partition, end]) => (this.#partitions.get(partition)?.position ?? 0n) >= end);
  }

  /**
   * Records at hand, in offset order within each partition; none when none arrive within the time.
   * @param {number} atMost ms
   * @returns {Promise<Chunk[]>}
   * @throws {LogDamaged}
   */
  async poll(atMost) {
    const isReady = [...this.#partitions.values()].some(({ queue }) => queue.length > 0);
    // Even then the loop yields; otherwise acknowledgements would not be processed.
    await (isReady ? new Promise(setImmediate) : this.#signal.wait(atMost));
    if (this.#failure !== null) throw this.#failure;
    return [...this.#partitions].flatMap(([partition, state]) => this.#take(partition, state));
  }

  /** @param {number} partition @param {State} state @returns {Chunk[]} */
  #take(partition, state) {
    const fetch = state.queue[0];
    if (fetch === undefined) return [];
    const records = fetch.records.splice(0, MAX_POLLED);
    if (fetch.records.length > 0) {
      state.position = fetch.records[0].offset;
    } else {
      state.position = fetch.next;
      state.queue.shift();
      state.queued -= fetch.bytes;
    }
    return records.length === 0 ? [] : [{ partition, records }];
  }

  #fetchAll() {
    for (const { leader } of this.#partitions.values()) {
      if (!this.#fetching.has(leader)) {
        this.#fetching.add(leader);
        void this.#fetchFrom(leader);
      }
    }
  }

  /** Runs as long as it leads a partition. @param {number} leader below 0: there is none */
  async #fetchFrom(leader) {
    const retries = new Retries('business_log_unavailable', LONGEST_PAUSE_MS);
    this.#retries.set(leader, retries);
    while (!this.#closed && this.#failure === null) {
      const led = [...this.#partitions].filter(([, state]) => state.leader === leader);
      if (led.length === 0) {
        this.#fetching.delete(leader);
        return;
      }
      const wanted = led.filter(([, state]) => !state.held && state.queued < MAX_QUEUED);
      if (wanted.length === 0) {
        await pause(IDLE_MS / 10);
        continue;
      }
      try {
        await this.#fetchOnce(leader, wanted);
        retries.succeeded();
      } catch (error) {
        if (this.#closed) return;
        if (!(await this.#waitAfter(retries, error))) return;
        await this.#refresh();
      }
    }
  }

  /** Waits before the next fetch; false when the log stays damaged. @param {Retries} retries @param {unknown} error */
  async #waitAfter(retries, error) {
    try {
      const end = performance.now() + retries.failed(error, reasonOf(error));
      while (!this.#closed && performance.now() < end) await pause(Math.min(IDLE_MS, end - performance.now()));
      return true;
    } catch (damage) {
      this.#failure = /** @type {Error} */ (damage);
      this.#signal.raise();
      return false;
    }
  }

  /** Whether the last fetch from some leader failed. */
  get isFailing() {
    return [...this.#retries.values()].some(({ failing }) => failing);
  }

  /** @param {number} leader @param {[number, State][]} wanted */
  async #fetchOnce(leader, wanted) {
    const { fetchWait, fetchBytes } = this.#cluster.options;
    const asked = wanted.map(([partition, { fetchFrom, epoch }]) => ({ partition, offset: fetchFrom, epoch }));
    const answered = await this.#cluster.call('fetch', leader, fetchApi, fetchWait, fetchBytes, this.#topic, asked);
    let refused = 0;
    for (const { partition, errorCode, aborted, batches } of answered) {
      const state = this.#state(partition);
      const request = asked.find((one) => one.partition === partition);
      if (request === undefined || state.epoch !== request.epoch) continue;
      if (errorCode === OFFSET_OUT_OF_RANGE) {
        this.#failure = new LogDamaged(`${this.#topic}-${partition}@${request.offset} is not in the log: records were lost`);
        this.#signal.raise();
        return;
      }
      if (errorCode !== 0) {
        refused = errorCode;
      } else if (batches.length > 0) {
        const { records, next } = this.#read(partition, batches, request.offset, aborted);
        state.queue.push({ records, next, bytes: batches.length });
        state.queued += batches.length;
        state.fetchFrom = next;
        this.#signal.raise();
      }
    }
    if (refused === UNKNOWN_TOPIC || refused === UNKNOWN_TOPIC_ID) throw new LogDamaged(`topic ${this.#topic} is missing`);
    if (refused !== 0) throw new Error(`Kafka error ${refused}`);
  }

  /** @param {number} partition @param {Buffer} batches @param {bigint} offset @param {import('./records.js').AbortedTransaction[]} aborted */
  #read(partition, batches, offset, aborted) {
    try {
      return readBatches(batches, offset, aborted);
    } catch (error) {
      throw new LogDamaged(`${this.#topic}-${partition}@${offset} cannot be read: ${reasonOf(error)}`);
    }
  }

  /** Leaders move; one look-up at a time. */
  async #refresh() {
    this.#refreshing ??= this.#leaders()
      .then((leaders) => {
        for (const [partition, leader] of leaders) {
          const state = this.#partitions.get(partition);
          if (state !== undefined) state.leader = leader;
        }
        this.#fetchAll();
      })
      .catch(() => {})
      .finally(() => {
        this.#refreshing = null;
      });
    await this.#refreshing;
  }

  close() {
    this.#closed = true;
  }
}
