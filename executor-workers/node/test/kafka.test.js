// @ts-check
/** Requests to the brokers and their responses when brokers fail. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NetworkError, ProtocolError } from '@platformatic/kafka';
import { TopicConsumer } from '../src/kafka/consumer.js';
import { LogDamaged } from '../src/process/retries.js';
import { Producer } from '../src/kafka/producer.js';
import { Signal } from '../src/kafka/signal.js';
import { batch } from './batches.js';

const NOT_LEADER = 6;
const OUT_OF_ORDER = 45;
const DUPLICATE = 46;

/** A cluster that fails as configured, and a partition that keeps an idempotent producer's sequence. */
class FakeCluster {
  options = { requestTimeout: 1 };
  /** @type {string[]} */
  appended = [];
  /** @type {{id: bigint, sequence: number}[]} */
  sent = [];
  #ids = 0n;

  /** @param {(null | number | 'lost' | 'unheard')[]} plan what becomes of each request: done, an error code, lost on the way, or
   * done without a notification */
  constructor(plan) {
    this.plan = plan;
  }

  async metadata() {
    return { topics: new Map([['t', new Map([[0, 1]])]]) };
  }

  async callAny() {
    return { producerId: ++this.#ids, producerEpoch: 0 };
  }

  /** @param {string} _purpose @param {number} _node @param {any} _api @param {number} acks @param {number} _timeout
   * @param {any[]} messages @param {any} options */
  async call(_purpose, _node, _api, acks, _timeout, [message], options) {
    assert.equal(acks, -1);
    const sequence = options.sequences.getWithDefault('t:0', 0);
    this.sent.push({ id: options.producerId, sequence });
    const fate = this.plan.shift() ?? null;
    if (fate === 'lost') throw new NetworkError('Connection closed');
    if (typeof fate === 'number' && fate !== DUPLICATE) throw Object.assign(new Error(), { errors: [new ProtocolError(fate)] });
    if (fate !== DUPLICATE) this.appended.push(message.value.toString());
    if (fate === 'unheard') throw new NetworkError('Connection closed');
    if (fate === DUPLICATE) throw Object.assign(new Error(), { errors: [new ProtocolError(DUPLICATE)] });
  }
}

/** @param {(null | number | 'lost' | 'unheard')[]} plan */
async function write(plan) {
  const cluster = new FakeCluster(plan);
  const producer = new Producer(/** @type {any} */ (cluster), 't', null);
  /** @type {string[]} */
  const written = [];
  for (const value of ['a', 'b', 'c']) producer.write(0, Buffer.from(value), () => written.push(value));
  await producer.close(10_000);
  return { ...cluster, written, failures: producer.failures };
}

test('values are written in order, each with the next sequence number', async () => {
  const { appended, written, sent } = await write([]);
  assert.deepEqual(appended, ['a', 'b', 'c']);
  assert.deepEqual(written, ['a', 'b', 'c']);
  assert.deepEqual(sent, [0, 1, 2].map((sequence) => ({ id: 1n, sequence })));
});

test('a failed batch is sent again in its place, with its number', async () => {
  const { appended, written, sent, failures } = await write([null, 'lost', NOT_LEADER, null]);
  assert.deepEqual(appended, ['a', 'b', 'c']);
  assert.deepEqual(written, appended);
  assert.deepEqual(sent.map(({ sequence }) => sequence), [0, 1, 1, 1, 2]);
  assert.equal(failures, 1);
});

test('a batch that was appended without an acknowledgement is not appended twice', async () => {
  const { appended, written, sent } = await write(['unheard', DUPLICATE, null]);
  assert.deepEqual(appended, ['a', 'b', 'c']);
  assert.deepEqual(written, appended);
  assert.deepEqual(sent.map(({ sequence }) => sequence), [0, 0, 1, 2]);
});

test('when the sequence is lost a new producer continues in order', async () => {
  const { appended, written, sent } = await write([null, OUT_OF_ORDER, null, null]);
  assert.deepEqual(appended, ['a', 'b', 'c']);
  assert.deepEqual(written, appended);
  assert.deepEqual(sent, [
    { id: 1n, sequence: 0 }, { id: 1n, sequence: 1 }, { id: 2n, sequence: 0 }, { id: 2n, sequence: 1 },
  ]);
});

/** Two partitions, led by brokers that come and go; business records of one byte. */
class FakeLog {
  options = { fetchWait: 1, fetchBytes: 1 };
  /** By partition. @type {Map<number, number>} */
  leaders = new Map([[0, 1], [1, 2]]);
  end = 3;
  /** @type {Set<number>} */
  dead = new Set();

  async metadata() {
    return { topics: new Map([['t', new Map(this.leaders)]]) };
  }

  /** @param {string} _purpose @param {number} node @param {any} _api @param {number} _wait @param {number} _bytes
   * @param {string} _topic @param {{partition: number, offset: bigint}[]} asked */
  async call(_purpose, node, _api, _wait, _bytes, _topic, asked) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (node < 0 || this.dead.has(node)) throw new NetworkError('Connection closed');
    return asked.map(({ partition, offset }) => {
      const isLeader = this.leaders.get(partition) === node;
      const beyond = offset > BigInt(this.end);
      const batches = isLeader && offset < BigInt(this.end) ? batch({ base: offset, attributes: 0b1000, values: [Buffer.from('x')] }) : Buffer.alloc(0);
      return { partition, errorCode: !isLeader ? NOT_LEADER : beyond ? 1 : 0, aborted: [], batches };
    });
  }
}

/** @param {FakeLog} log */
async function reading(log) {
  const consumer = new TopicConsumer(/** @type {any} */ (log), 't', new Signal());
  await consumer.open();
  consumer.seek(0, 0n);
  consumer.seek(1, 0n);
  /** @type {string[]} */
  const read = [];
  /** @param {number} count */
  const until = async (count) => {
    const deadline = Date.now() + 20_000;
    while (read.length < count && Date.now() < deadline) {
      for (const { partition, records } of await consumer.poll(20)) {
        read.push(...records.map(({ offset }) => `${partition}@${offset}`));
      }
    }
    return [...read].sort();
  };
  return { consumer, until };
}

test('both partitions are read in order to their end', async () => {
  const { consumer, until } = await reading(new FakeLog());
  assert.deepEqual(await until(6), ['0@0', '0@1', '0@2', '1@0', '1@1', '1@2']);
  assert.ok(consumer.hasReached(new Map([[0, 3n], [1, 3n]])));
  assert.ok(!consumer.hasReached(new Map([[0, 4n]])));
  consumer.close();
});

test('a partition whose leader dies is read from another one, each record once', async () => {
  const log = new FakeLog();
  const { consumer, until } = await reading(log);
  await until(6);
  log.dead.add(2);
  log.leaders.set(1, -1);
  log.end = 5;
  await until(8);
  log.leaders.set(1, 1);
  assert.deepEqual(await until(10), [...'01234'].flatMap((offset) => [`0@${offset}`, `1@${offset}`]).sort());
  consumer.close();
});

test('after a seek no record from before it is returned', async () => {
  const { consumer, until } = await reading(new FakeLog());
  await until(6);
  consumer.seek(1, 1n);
  assert.deepEqual(await until(8), ['0@0', '0@1', '0@2', '1@0', '1@1', '1@1', '1@2', '1@2']);
  consumer.close();
});

test('an offset that the log does not hold ends the process', async () => {
  const { consumer } = await reading(new FakeLog());
  consumer.seek(0, 9n);
  await assert.rejects(async () => {
    for (let i = 0; i < 100; i++) await consumer.poll(20);
  }, LogDamaged);
  consumer.close();
});
