// @ts-check
/** Settings, faults, logs and record batches. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CorruptRecords, readBatches } from '../src/kafka/records.js';
import { ConfigError, readConfig } from '../src/process/config.js';
import { kafkaOptions } from '../src/process/kafka-options.js';
import { escaped } from '../src/process/log.js';
import { parseProperties } from '../src/process/properties.js';
import { parseFault } from '../src/worker/fault/spec.js';
import { readKey } from '../src/worker/role.js';
import { batch } from './batches.js';

/** @type {[string, string][]} */
const NEEDED = [
  ['bootstrap.servers', 'a:1, [::1]:2'], ['tribunal.deployment', 'ab'.repeat(32)], ['tribunal.executor.id', 'e1'],
  ['tribunal.key.file', 'k.pem'],
];

test('properties are read as Java reads them', () => {
  const text = '# c\n! c\n a = b \nc:d\ne f\ng\\=h=i\\\n   j\nk=\\u00e9\\t\\\\x\n\nempty\nlast=a=b:c\\';
  assert.deepEqual([...parseProperties(text)], [
    ['a', 'b'], ['c', 'd'], ['e', 'f'], ['g=h', 'ij'], ['k', 'é\t\\x'], ['empty', ''], ['last', 'a=b:c'],
  ]);
  assert.throws(() => parseProperties('a=\\u12'), /malformed/u);
});

test('a flag wins over the environment, which wins over the file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'x.properties');
  writeFileSync(file, 'tribunal.namespace=file\ntribunal.health.port=1\ntribunal.executor.variant=file\n');
  const environment = { TRIBUNAL_NAMESPACE: 'env', TRIBUNAL_HEALTH_PORT: '2', TRIBUNAL_KAFKA_REQUEST_TIMEOUT_MS: '7', PATH: '/bin' };
  const config = readConfig({ config: file, settings: [...NEEDED, ['tribunal.health.port', '3']] }, environment);
  assert.deepEqual(
    [config.namespace, config.health.port, config.variant, config.kafka.requestTimeout, config.brokers],
    ['env', 3, 'file', 7, [{ host: 'a', port: 1 }, { host: '::1', port: 2 }]],
  );
});

test('missing, unknown and wrong settings give one line', () => {
  /** @param {[string, string][]} settings @param {NodeJS.ProcessEnv} environment */
  const read = (settings, environment = {}) => readConfig({ config: null, settings }, environment);
  assert.throws(() => read([]), ConfigError);
  assert.throws(() => read([...NEEDED, ['tribunal.no', '1']]), /unknown setting tribunal\.no/u);
  assert.throws(() => read(NEEDED, { TRIBUNAL_NO: '1' }), /unknown environment variable TRIBUNAL_NO/u);
  for (const [key, value] of [
    ['tribunal.deployment', 'xy'], ['tribunal.executor.id', 'a b'], ['tribunal.namespace', 'a b'], ['tribunal.health.port', '70000'],
    ['tribunal.health.address', 'here'],
    ['bootstrap.servers', 'nohost'], ['tribunal.fault', 'nonsense'], ['kafka.linger.ms', '1'], ['kafka.security.protocol', 'X'],
  ]) {
    assert.throws(() => read([...NEEDED, [key, value]]), (error) => error instanceof ConfigError && !error.message.includes('\n'), key);
  }
});

test('Kafka settings by the names of Java become those of the client', () => {
  const options = kafkaOptions(
    new Map([
      ['security.protocol', 'SASL_SSL'], ['sasl.mechanism', 'SCRAM-SHA-512'],
      ['sasl.jaas.config', 'org.apache.kafka.common.security.scram.ScramLoginModule required username="u" password="p\\"w";'],
      ['ssl.truststore.certificates', 'PEM'],
    ]),
  );
  assert.deepEqual(options.sasl, { mechanism: 'SCRAM-SHA-512', username: 'u', password: 'p"w' });
  assert.deepEqual(options.tls, { ca: 'PEM' });
  assert.throws(() => kafkaOptions(new Map([['security.protocol', 'SSL'], ['ssl.truststore.location', 'x.jks']])), /must be PEM/u);
});

test('faults are parsed', () => {
  assert.deepEqual(parseFault('lie@GET:0.5/9s'), {
    spec: { kind: 'lie', operation: 'GET', probability: 0.5 }, seconds: 9, text: 'lie@GET:0.5/9s',
  });
  assert.deepEqual(parseFault('delay:5-9ms').spec, { kind: 'delay', least: 5, most: 9 });
  assert.deepEqual(parseFault('crash:always').spec, { kind: 'crash', probability: 1 });
  for (const bad of ['', 'lie:1.5', 'lie:2', 'delay:9-5ms', 'silent:1', 'lie@', 'wrong-state@GET', 'silent/s']) {
    assert.throws(() => parseFault(bad), /no such fault/u, bad);
  }
});

test('text from outside cannot forge a line of the log', () => {
  assert.equal(escaped('a\nb\u202e\u2028\ud800'), 'a\\u000ab\\u202e\\u2028\\ud800');
});

const a = Buffer.from('a');

test('records show whether the broker stamped them, and null values stay null', () => {
  const stamped = batch({ base: 5n, attributes: 0b1000, values: [a, null] });
  const own = batch({ base: 7n, attributes: 0, values: [a, Buffer.alloc(300, 1)] });
  const { records, next } = readBatches(Buffer.concat([stamped, own]), 6n, []);
  assert.equal(next, 9n);
  assert.deepEqual(records.map(({ offset, timestamp, logAppendTime, value }) => [offset, timestamp, logAppendTime, value?.length ?? null]), [
    [6n, 2_000n, true, null], [7n, 1_000n, false, 1], [8n, 1_001n, false, 300],
  ]);
});

test('aborted records and control batches are skipped', () => {
  const abort = Buffer.from([0, 0, 0, 0]);
  const commit = Buffer.from([0, 0, 0, 1]);
  const bytes = Buffer.concat([
    batch({ base: 0n, attributes: 0b11000, producer: 7n, values: [a] }),
    batch({ base: 1n, attributes: 0b11000, producer: 8n, values: [a] }),
    batch({ base: 2n, attributes: 0b111000, producer: 7n, values: [a], keys: [abort] }),
    batch({ base: 3n, attributes: 0b11000, producer: 7n, values: [a] }),
    batch({ base: 4n, attributes: 0b111000, producer: 8n, values: [a], keys: [commit] }),
    batch({ base: 5n, attributes: 0b1000, producer: 7n, values: [a] }),
  ]);
  const { records, next } = readBatches(bytes, 0n, [{ producerId: 7n, firstOffset: 0n }]);
  assert.deepEqual(records.map(({ offset }) => offset), [1n, 3n, 5n]);
  assert.equal(next, 6n);
});

test('a batch that is cut off waits, one that is damaged is refused', () => {
  const whole = batch({ base: 0n, attributes: 0b1000, values: [a] });
  const cut = readBatches(Buffer.concat([whole, whole.subarray(0, 40)]), 0n, []);
  assert.deepEqual([cut.records.length, cut.next], [1, 1n]);
  for (let i = 16; i < whole.length; i++) {
    const damaged = Buffer.from(whole);
    damaged[i] ^= 1;
    assert.throws(() => readBatches(damaged, 0n, []), CorruptRecords, `octet ${i}`);
  }
});

test('a key file that others may use is refused', () => {
  const keyFile = join(mkdtempSync(join(tmpdir(), 'key-')), 'e1.pem');
  writeFileSync(keyFile, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const config = /** @type {import('../src/process/config.js').Config} */ ({ keyFile });
  assert.match(readKey(config).keyId, /^ed25519:/u);
  for (const mode of [0o640, 0o604, 0o620, 0o611]) {
    chmodSync(keyFile, mode);
    assert.throws(() => readKey(config), { name: 'Error', message: /others than its owner may use it \([0-7]{3}\); run: chmod 600 \// });
  }
});
