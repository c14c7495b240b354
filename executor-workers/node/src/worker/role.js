// @ts-check
/** Wires an executor process together. */
import { readFileSync, statSync } from 'node:fs';
import { version } from '../bom.js';
import { utf8 } from '../bytes.js';
import { SigningKey } from '../crypto/ed25519.js';
import { Cluster } from '../kafka/cluster.js';
import { TopicConsumer } from '../kafka/consumer.js';
import { GroupOffsets } from '../kafka/offsets.js';
import { Producer } from '../kafka/producer.js';
import { Signal } from '../kafka/signal.js';
import { ConfigError } from '../process/config.js';
import { log } from '../process/log.js';
import { Metrics } from '../process/metrics.js';
import { registeredSchemaIds } from '../process/schema-registry.js';
import { askToRejoin, KafkaVerifiedSnapshots } from '../recovery/kafka-recovery.js';
import { RejoinStateMachine } from './rejoin-state-machine.js';
import { FaultInjector } from './fault/injector.js';
import { ExecutorLoop } from './loop.js';
import { PartitionWorkers } from './partition-workers.js';

const HALT_STATUS = 86;
/** Permissions of a file for its group and others. */
const OTHERS = 0o077;

/** @param {import('../process/config.js').Config} config @throws {ConfigError} when the file holds no usable key, or others may use it */
export function readKey({ keyFile }) {
  const key = parsedKey(keyFile);
  const { mode } = statSync(keyFile);
  if ((mode & OTHERS) !== 0 && process.platform !== 'win32') {
    const permissions = (mode & 0o777).toString(8);
    throw new ConfigError(`${keyFile}: others than its owner may use it (${permissions}); run: chmod 600 ${keyFile}`);
  }
  return key;
}

/** @param {string} keyFile */
function parsedKey(keyFile) {
  try {
    return SigningKey.ofPem(readFileSync(keyFile));
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new ConfigError(`${keyFile}: ${code === 'ENOENT' ? 'no such key file' : `not an Ed25519 key in PKCS#8 PEM (${message})`}`);
  }
}

/**
 * @param {import('../process/config.js').Config} config
 * @param {SigningKey} key
 * @param {import('../answer.js').Service} service
 * @returns {{run: () => Promise<void>, stop: () => void, isHealthy: () => boolean, metrics: () => string}}
 */
export function createExecutor(config, key, service) {
  const { deployment, executorId, namespace } = config;
  const topic = (/** @type {string} */ name) => `${namespace}.${name}`;
  const clock = () => performance.now();
  const faults = new FaultInjector(config.fault, config.faultSeed, () => process.exit(HALT_STATUS), clock);
  const metrics = new Metrics(executorId, version());
  const cluster = new Cluster(config.brokers, `tribunal-executor-${executorId}`, config.kafka);
  const signal = new Signal();
  const stopping = new Signal();
  /** @type {ExecutorLoop | null} */
  let loop = null;
  let stopped = false;

  const author = (/** @type {number} */ schemaId) => ({ deployment, executorId, key, schemaId });
  const written = ['response-log', 'isolation-endorsements'].map(topic);

  async function run() {
    log.info('executor_created', {
      executor: executorId,
      variant: config.variant || 'accounts',
      key: key.keyId,
      deployment: deployment.toString('hex'),
    });
    const ids = await registeredSchemaIds(config.registry, written, () => stopped, (ms) => stopping.wait(ms));
    if (ids === null) return;
    const rejoiner = author(ids[1]);
    const verifiedSnapshots = new KafkaVerifiedSnapshots(cluster, namespace, deployment);
    loop = new ExecutorLoop({
      consumer: new TopicConsumer(cluster, topic('business-log'), signal),
      producer: new Producer(cluster, topic('response-log'), utf8(executorId)),
      offsets: new GroupOffsets(cluster, `${namespace}.executor.${executorId}`, topic('business-log')),
      author: author(ids[0]),
      faults,
      partitionWorkers: new PartitionWorkers(deployment, executorId, faults.around(service), (resume) => verifiedSnapshots.find(resume)),
      rejoin: new RejoinStateMachine((isolation) => askToRejoin(cluster, topic('isolation-endorsements'), rejoiner, isolation)),
      metrics,
      signal,
      clock,
    });
    const running = loop;
    metrics.gauges = () => running.gauges();
    if (stopped) loop.stop();
    try {
      await loop.run();
    } finally {
      cluster.close();
    }
  }

  return {
    run,
    stop() {
      stopped = true;
      stopping.raise();
      loop?.stop();
    },
    isHealthy: () => loop?.isHealthy ?? false,
    metrics: () => metrics.toString(),
  };
}
