// @ts-check
/**
 * An executor at work: polls all partitions of business-log, executes, writes signed batches of all partitions together at a
 * pace, without waiting for their acknowledgement, and commits to Kafka what has been acknowledged. After a restart or an isolation it first rebuilds its
 * state in silence; what was remembered is not answered again, what was not gets the same answers once more.
 */
import { decodeBusiness } from '../codec/business.js';
import { reasonOf } from '../kafka/cluster.js';
import { pause } from '../kafka/signal.js';
import { log } from '../process/log.js';
import { LogDamaged, Retries } from '../process/retries.js';
import { later, signBatch } from './batch.js';
import { FlushPace, LONGEST_MS, SHORTEST_MS } from './flush-pace.js';

/** What comes meanwhile ends a poll. */
const LONGEST_POLL_MS = 500;
/** A failure to write does not. */
const IN_FLIGHT_POLL_MS = 50;
const PAUSE_STEP_MS = 100;
const REMEMBER_EVERY_MS = 500;
/** Kafka forgets a group that has committed nothing for days, and a quiet partition has nothing new to commit. */
const REMIND_EVERY_MS = 3_600_000;
const CLOSE_PATIENCE_MS = 5_000;
/** Answers that come while a batch is in flight make the next one: batches grow with the load by themselves. */
const MAX_IN_FLIGHT = 1;
const MAX_BACKLOG_BYTES = 4 << 20;

/** @typedef {import('./partition-worker.js').PartitionWorker} PartitionWorker */

export class ExecutorLoop {
  #consumer;
  #producer;
  #offsets;
  #author;
  #faults;
  #partitionWorkers;
  #rejoin;
  #metrics;
  #signal;
  #clock;
  /** @type {Map<number, PartitionWorker>} */
  #workers = new Map();
  /** Batches on their way, in order: a delayed one holds up those behind it.
   * @type {{dueAt: number, partition: number, batch: import('./batch.js').AnswerBatch}[]} */
  #outbox = [];
  #pace = new FlushPace();
  #activeAt = -LONGEST_MS;
  /** By partition, the offset from which to answer after a restart. @type {Map<number, bigint>} */
  #acknowledged = new Map();
  /** @type {Map<number, bigint>} */
  #remembered = new Map();
  /** @type {Map<number, bigint>} */
  #ends = new Map();
  #caughtUp = false;
  #rebuildDue = false;
  #remembering = false;
  #rememberedAt = 0;
  #remindedAt = Number.NEGATIVE_INFINITY;
  #stopped = false;
  #retries = new Retries('business_log_unavailable');

  /**
   * @param {{consumer: import('../kafka/consumer.js').TopicConsumer, producer: import('../kafka/producer.js').Producer,
   *   offsets: import('../kafka/offsets.js').GroupOffsets, author: Parameters<typeof signBatch>[0],
   *   faults: import('./fault/injector.js').FaultInjector, partitionWorkers: import('./partition-workers.js').PartitionWorkers,
   *   rejoin: import('./rejoin-state-machine.js').RejoinStateMachine, metrics: import('../process/metrics.js').Metrics,
   *   signal: import('../kafka/signal.js').Signal, clock: () => number}} parts clock: ms, only goes forward
   */
  constructor({ consumer, producer, offsets, author, faults, partitionWorkers, rejoin, metrics, signal, clock }) {
    this.#consumer = consumer;
    this.#producer = producer;
    this.#offsets = offsets;
    this.#author = author;
    this.#faults = faults;
    this.#partitionWorkers = partitionWorkers;
    this.#rejoin = rejoin;
    this.#metrics = metrics;
    this.#signal = signal;
    this.#clock = clock;
  }

  /** Works until {@link stop} is called, then puts everything in order. */
  async run() {
    try {
      while (!this.#stopped) await this.#step();
      await this.#finish();
    } finally {
      this.#consumer.close();
    }
  }

  stop() {
    this.#stopped = true;
    this.#signal.raise();
  }

  /** One poll and what follows from it. */
  async #step() {
    if (this.#workers.size === 0 && !(await this.#open())) return;
    await this.#rest();
    const chunks = await this.#consumer.poll(this.#longestPoll());
    const now = this.#clock();
    if (chunks.length > 0) this.#activeAt = now;
    for (const { partition, records } of chunks) this.#handle(partition, records);
    await this.#rebuildIfIsolated();
    this.#write(now);
    this.#rememberSometimes();
    this.#consumer.holdBack(this.#full());
  }

  /** Polls no more often than it flushes. A timer may end a little early. */
  async #rest() {
    const left = () => this.#activeAt + this.#pace.interval - this.#clock();
    for (let rest = left(); rest > 0; rest = left()) await pause(rest);
  }

  /** @returns {Promise<boolean>} */
  async #open() {
    try {
      const partitions = await this.#consumer.open();
      if (partitions.length === 0) throw new LogDamaged('the topic of business-log is missing');
      this.#remembered = await this.#offsets.remembered(partitions);
      await this.#begin(new Map(this.#remembered));
      this.#retries.succeeded();
      log.info('business_log_opened', { partitions: partitions.join(',') });
      return true;
    } catch (error) {
      await this.#waitAfter(error);
      return false;
    }
  }

  /** Waits before the next try. @param {unknown} error @throws {LogDamaged} when the log stays damaged */
  async #waitAfter(error) {
    const end = this.#clock() + this.#retries.failed(error, reasonOf(error));
    while (!this.#stopped && this.#clock() < end) await pause(Math.min(PAUSE_STEP_MS, end - this.#clock()));
  }

  /** Whether it reads and writes the logs. */
  get isHealthy() {
    return this.#workers.size > 0 && !this.#retries.failing && !this.#consumer.isFailing && !this.#producer.isFailing;
  }

  /** Starts every partition again, from its best verified snapshot or from offset 0. @param {Map<number, bigint>} resume */
  async #begin(resume) {
    this.#ends = await this.#consumer.ends();
    this.#caughtUp = false;
    const workers = await this.#partitionWorkers.create(resume);
    for (const [partition, worker] of workers) this.#consumer.seek(partition, worker.begin);
    this.#workers = workers;
  }

  async #rebuildIfIsolated() {
    this.#caughtUp ||= this.#consumer.hasReached(this.#ends);
    const isolation = this.#partitionWorkers.isolation(this.#workers.values());
    if (!this.#rebuildDue && this.#rejoin.mustRebuild(isolation, this.#caughtUp, this.#clock())) {
      this.#rebuildDue = true;
      log.warn('isolated', { isolation, action: 'rebuild_all_partitions' });
    }
    if (!this.#rebuildDue) return;
    // What is still to be written is written first: a new worker does not answer it again.
    this.#drainAll();
    try {
      await this.#begin(new Map([...this.#workers].map(([partition, { resumeFrom }]) => [partition, resumeFrom])));
      this.#rebuildDue = false;
      this.#retries.succeeded();
    } catch (error) {
      await this.#waitAfter(error);
    }
  }

  /** Ms until there is something to write if nothing comes. */
  #longestPoll() {
    const now = this.#clock();
    let longest = Math.min(LONGEST_POLL_MS, (this.#outbox[0]?.dueAt ?? Number.POSITIVE_INFINITY) - now);
    for (const [partition, worker] of this.#workers) {
      if (worker.backlog > 0) return SHORTEST_MS; // answers that are ready only wait for earlier ones
      longest = Math.min(longest, this.#isInFlight(partition) ? IN_FLIGHT_POLL_MS : worker.emptyBatchIn(now));
    }
    return Math.max(SHORTEST_MS, longest);
  }

  /** @param {number} partition */
  #isInFlight(partition) {
    return this.#producer.inFlight(partition) >= MAX_IN_FLIGHT;
  }

  /** @param {number} partition @param {import('../kafka/records.js').KafkaRecord[]} records */
  #handle(partition, records) {
    const worker = this.#workers.get(partition);
    if (worker === undefined) return;
    const begun = performance.now();
    for (const { offset, timestamp, logAppendTime, value } of records) {
      const record = decodeBusiness({ partition, offset, appendTime: timestamp, logAppendTime, value });
      const outcome = worker.handle(record);
      if (outcome === 'again') {
        this.#consumer.seek(partition, worker.begin);
        break;
      }
      this.#metrics.handled(outcome);
    }
    this.#metrics.executed(performance.now() - begun);
  }

  /** @param {number} now */
  #write(now) {
    if (this.#pace.isDue(now)) this.#flush(now);
    this.#writeDue(now);
  }

  /** Writes what is to be written, and lets quiet partitions join, so that they need no flush of their own. @param {number} now */
  #flush(now) {
    const flushed = this.#drainReady((worker) => worker.drain(now), now);
    if (flushed.length === 0) return;
    this.#drainReady((worker) => worker.join(now), now);
    this.#pace.flushed(now, flushed.reduce((answers, { items }) => answers + items.length, 0));
  }

  /** All partitions that have no batch in flight: a slow broker holds up its own only.
   * @param {(worker: PartitionWorker) => import('./batch.js').AnswerBatch[]} drain @param {number} now */
  #drainReady(drain, now) {
    return [...this.#workers]
      .filter(([partition]) => !this.#isInFlight(partition))
      .flatMap(([partition, worker]) => this.#post(partition, drain(worker), now));
  }

  #drainAll() {
    for (const [partition, worker] of this.#workers) if (worker.backlog > 0) this.#post(partition, worker.drain(this.#clock()), this.#clock());
  }

  /** @param {number} partition @param {import('./batch.js').AnswerBatch[]} batches @param {number} now */
  #post(partition, batches, now) {
    for (const { batch, delay } of this.#faults.outgoing(batches)) {
      this.#outbox.push({ dueAt: now + delay, partition, batch });
    }
    return batches;
  }

  /** @param {number} now */
  #writeDue(now) {
    while (this.#outbox.length > 0 && this.#outbox[0].dueAt <= now) {
      const { partition, batch } = /** @type {any} */ (this.#outbox.shift());
      const responses = batch.items.map((/** @type {any} */ { encoded }) => encoded);
      const value = signBatch(this.#author, partition, batch.processedTo, responses);
      this.#producer.write(partition, value, () => {
        this.#acknowledged.set(partition, later(this.#acknowledged.get(partition) ?? 0n, batch.resumeFrom));
        this.#signal.raise();
      });
      this.#metrics.batchWritten();
    }
  }

  #full() {
    return new Set([...this.#workers].filter(([, { backlog }]) => backlog > MAX_BACKLOG_BYTES).map(([partition]) => partition));
  }

  /** Remembers what has changed, without waiting. */
  #rememberSometimes() {
    const now = this.#clock();
    if (this.#remembering || now - this.#rememberedAt < REMEMBER_EVERY_MS) return;
    this.#rememberedAt = now;
    const due = this.#newlyAcknowledged();
    if (now - this.#remindedAt >= REMIND_EVERY_MS) {
      this.#remindedAt = now;
      for (const [partition, offset] of this.#remembered) if (offset > 0n && !due.has(partition)) due.set(partition, offset);
    }
    if (due.size === 0) return;
    this.#remembering = true;
    this.#offsets
      .remember(due)
      .then(() => due.forEach((offset, partition) => this.#remembered.set(partition, offset)))
      .catch((error) => log.repeated('commit_failed', reasonOf(error), { action: 'next_one_covers_it' }))
      .finally(() => {
        this.#remembering = false;
      });
  }

  /** By partition, what is acknowledged and not remembered yet: never less than what is. */
  #newlyAcknowledged() {
    return new Map([...this.#acknowledged].filter(([partition, offset]) => offset > (this.#remembered.get(partition) ?? 0n)));
  }

  async #finish() {
    this.#drainAll();
    this.#writeDue(Number.POSITIVE_INFINITY);
    await this.#producer.close(CLOSE_PATIENCE_MS);
    const due = this.#newlyAcknowledged();
    if (due.size === 0) return;
    try {
      await this.#offsets.remember(due);
    } catch (error) {
      log.warn('commit_failed', { error: reasonOf(error), note: 'some answers will be repeated after the restart' });
    }
  }

  /** Of what the loop holds now, for the metrics. */
  gauges() {
    return {
      backlog: [...this.#workers.values()].reduce((bytes, worker) => bytes + worker.backlog, 0),
      processed: [...this.#workers].map(([partition, { processedTo }]) => ({ partition, processedTo })),
      failures: this.#producer.failures,
    };
  }
}
