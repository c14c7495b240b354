// @ts-check
/**
 * Writes values to a topic in the order given, partition by partition, and keeps each until it is acknowledged by all in-sync
 * replicas. Idempotent, without transactions: a value that is sent again is appended once. When a broker does not take the
 * sequence any more a new producer id writes all that is kept once more: repeats are possible then, gaps and other orders never.
 */
import { initProducerIdV4, produceV9 } from '@platformatic/kafka';
import { log } from '../process/log.js';
import { brokerErrorOf, reasonOf } from './cluster.js';
import { pause } from './signal.js';

/** @typedef {{value: Buffer, written: () => void}} Kept */
/** @typedef {{producerId: bigint, producerEpoch: number, sequence: number}} Session */

const ACKS_ALL = -1;
const DUPLICATE_SEQUENCE = 46;
/** The broker may take it later: unknown or moved leader, time-outs, too few replicas, storage. */
const PASSING = new Set([3, 5, 6, 7, 8, 9, 13, 14, 15, 16, 19, 20, 51, 56, 72, 74, 75, 76, 77, 89]);
const BACKOFF_MS = 100;
const PAUSE_STEP_MS = 100;
const LONGEST_BACKOFF_MS = 2_000;
/** A value that is not taken for so many tries shows that the topic or its brokers are gone. */
const FAILING_TRIES = 6;
const MAX_SEQUENCE = 0x7fffffff;

/** One partition's values on their way, one at a time. */
class PartitionProducer {
  #owner;
  #partition;
  /** @type {Kept[]} */
  kept = [];
  /** @type {Session | null} */
  #session = null;
  #running = false;
  isFailing = false;

  /** @param {Producer} owner @param {number} partition */
  constructor(owner, partition) {
    this.#owner = owner;
    this.#partition = partition;
  }

  /** @param {Kept} one */
  add(one) {
    this.kept.push(one);
    if (!this.#running) this.#run();
  }

  async #run() {
    this.#running = true;
    let failures = 0;
    while (this.kept.length > 0 && !this.#owner.isClosed) {
      try {
        await this.#write(this.kept[0].value);
        this.kept.shift()?.written();
        failures = 0;
        this.isFailing = false;
      } catch (error) {
        if (this.#owner.isClosed) break;
        this.#onFailure(error, failures++);
        this.isFailing = failures >= FAILING_TRIES;
        await this.#pause(Math.min(LONGEST_BACKOFF_MS, BACKOFF_MS * 2 ** Math.min(failures - 1, 10)));
        await this.#owner.refresh();
      }
    }
    this.#running = false;
  }

  /** Waits unless the producer is closed before. @param {number} ms */
  async #pause(ms) {
    const end = performance.now() + ms;
    while (!this.#owner.isClosed && performance.now() < end) await pause(Math.min(PAUSE_STEP_MS, end - performance.now()));
  }

  /** @param {Buffer} value */
  async #write(value) {
    const session = (this.#session ??= await this.#owner.begin());
    try {
      await this.#owner.send(this.#partition, value, session);
    } catch (error) {
      if (brokerErrorOf(error) !== DUPLICATE_SEQUENCE) throw error;
    }
    session.sequence = session.sequence === MAX_SEQUENCE ? 0 : session.sequence + 1;
  }

  /** @param {unknown} error @param {number} failures before this one */
  #onFailure(error, failures) {
    const code = brokerErrorOf(error);
    log.repeated('response_write_failed', reasonOf(error), { partition: this.#partition, action: 'write_again' });
    if (failures === 0) this.#owner.failures++;
    if (code !== null && !PASSING.has(code)) this.#session = null;
  }
}

export class Producer {
  #cluster;
  #topic;
  #key;
  /** @type {Map<number, PartitionProducer>} */
  #partitions = new Map();
  /** @type {Map<number, number>} */
  #leaders = new Map();
  /** The number of failed writes that were started again. */
  failures = 0;
  isClosed = false;

  /** @param {import('./cluster.js').Cluster} cluster @param {string} topic @param {Buffer | null} key of all records */
  constructor(cluster, topic, key) {
    this.#cluster = cluster;
    this.#topic = topic;
    this.#key = key;
  }

  /** @param {number} partition @param {Buffer} value @param {() => void} written is called once, after all values before it */
  write(partition, value, written) {
    let producer = this.#partitions.get(partition);
    if (producer === undefined) this.#partitions.set(partition, (producer = new PartitionProducer(this, partition)));
    producer.add({ value, written });
  }

  /** Whether some partition's value is not taken for long. */
  get isFailing() {
    return [...this.#partitions.values()].some(({ isFailing }) => isFailing);
  }

  /** How many values of a partition are not acknowledged. @param {number} partition */
  inFlight(partition) {
    return this.#partitions.get(partition)?.kept.length ?? 0;
  }

  /** @returns {Promise<Session>} */
  async begin() {
    const { producerId, producerEpoch } = await this.#cluster.callAny(initProducerIdV4.api, null, 0, -1n, -1);
    return { producerId, producerEpoch, sequence: 0 };
  }

  async refresh() {
    try {
      const leaders = (await this.#cluster.metadata([this.#topic])).topics.get(this.#topic);
      if (leaders !== undefined && leaders.size > 0) this.#leaders = leaders;
    } catch {
      // The next attempt asks again.
    }
  }

  /** @param {number} partition @param {Buffer} value @param {Session} session */
  async send(partition, value, { producerId, producerEpoch, sequence }) {
    if (!this.#leaders.has(partition)) await this.refresh();
    const leader = this.#leaders.get(partition);
    if (leader === undefined || leader < 0) throw new Error(`${this.#topic} ${partition} has no leader`);
    const message = { topic: this.#topic, partition, key: this.#key ?? undefined, value };
    const options = { producerId, producerEpoch, sequences: { getWithDefault: () => sequence } };
    await this.#cluster.call('produce', leader, produceV9.api, ACKS_ALL, this.#cluster.options.requestTimeout, [message], options);
  }

  /** Waits until all is acknowledged, at most so long. @param {number} patience ms */
  async close(patience) {
    const deadline = performance.now() + patience;
    while (performance.now() < deadline && [...this.#partitions.values()].some(({ kept }) => kept.length > 0)) await pause(5);
    this.isClosed = true;
  }
}
