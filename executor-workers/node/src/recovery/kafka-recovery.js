// @ts-check
/** Recovery over Kafka: verified states to begin from, and requests to rejoin. What cannot be had is replayed. */
import { decodeBusiness } from '../codec/business.js';
import { brokerErrorOf, reasonOf } from '../kafka/cluster.js';
import { Producer } from '../kafka/producer.js';
import { recordAt, scan } from '../kafka/scan.js';
import { sha256One } from '../crypto/sha256.js';
import { log } from '../process/log.js';
import { rulesObjection } from '../rules-version.js';
import { AuditFold } from './audit.js';
import { CheckpointTally, decodeCheckpoint } from './checkpoints.js';
import { chooseSnapshot } from './verified-snapshot.js';
import { encodeRejoin, isOwnRejoin } from './rejoin.js';
import { IndexedSnapshots, SnapshotPositions } from './snapshot.js';

const THE_ONLY_PARTITION = 0;
const WRITE_PATIENCE_MS = 15_000;

/** @typedef {import('../kafka/cluster.js').Cluster} Cluster */

/** Looks for snapshots and checkpoints in their topics. Who may sign is asked of the decisions as they stand now, since a
 * snapshot could name rules under which a key that was revoked later still counted. */
export class KafkaVerifiedSnapshots {
  #cluster;
  #namespace;
  #deployment;

  /** @param {Cluster} cluster @param {string} namespace @param {Buffer} deployment */
  constructor(cluster, namespace, deployment) {
    this.#cluster = cluster;
    this.#namespace = namespace;
    this.#deployment = deployment;
  }

  /**
   * The best verified state of each partition that has one.
   * @param {Map<number, bigint>} resume by partition, the business offset up to which everything is answered
   * @returns {Promise<Map<number, import('./verified-snapshot.js').VerifiedSnapshot>>}
   */
  async find(resume) {
    try {
      const genesis = await this.#genesis();
      const positions = new SnapshotPositions();
      if (genesis.validators.length > 0) await this.#scan('snapshots', ({ key }) => positions.take(key));
      return positions.size === 0 ? new Map() : await this.#choose(resume, await this.#tally(genesis, positions));
    } catch (error) {
      log.warn('no_snapshots', { error: reasonOf(error), action: 'replay_from_zero' });
      return new Map();
    }
  }

  /** @param {Map<number, bigint>} resume @param {CheckpointTally} tally */
  async #choose(resume, tally) {
    const shelf = new IndexedSnapshots((take) => this.#scan('snapshots', ({ key, value }) => take(key, value)));
    await shelf.index((partition, offset) => tally.at(partition, offset) !== null);
    /** @type {Map<number, import('./verified-snapshot.js').VerifiedSnapshot>} */
    const found = new Map();
    for (const [partition, resumeFrom] of resume) {
      const chosen = await chooseSnapshot(
        partition,
        resumeFrom,
        shelf,
        tally,
        (offset) => this.#business(partition, offset),
        (offset, flaw) => log.warn('snapshot_refused', { partition, offset, flaw, action: 'try_older' }),
      );
      if (chosen !== null) found.set(partition, chosen.verifiedSnapshot);
    }
    return found;
  }

  /** @param {number} partition @param {bigint} offset */
  async #business(partition, offset) {
    const record = await recordAt(this.#cluster, `${this.#namespace}.business-log`, partition, offset);
    return record && decodeBusiness({ ...record, partition, appendTime: record.timestamp });
  }

  async #genesis() {
    const record = await this.#business(THE_ONLY_PARTITION, 0n);
    const entry = record !== null && 'ok' in record.content ? record.content.ok : null;
    if (entry?.kind !== 'genesis' || !sha256One(entry.envelope.payload).equals(this.#deployment)) {
      throw new Error('partition 0 does not begin with the genesis of the deployment');
    }
    return entry.payload;
  }

  /** @param {any} genesis @param {SnapshotPositions} positions */
  async #tally(genesis, positions) {
    const audit = new AuditFold(genesis, this.#deployment);
    await this.#scan('isolation-audit', ({ value }) => audit.take(value));
    if (audit.chain === null) throw new Error(rulesObjection(genesis.rulesVersion) ?? 'the genesis cannot be applied');
    const tally = new CheckpointTally(genesis, audit.chain);
    await this.#scan('checkpoints', ({ logAppendTime, value }) => {
      const checkpoint = decodeCheckpoint(logAppendTime, value);
      if (checkpoint !== null && positions.has(checkpoint.partition, checkpoint.businessOffset)) tally.add(checkpoint);
    });
    return tally;
  }

  /** @param {string} topic @param {(record: import('../kafka/records.js').KafkaRecord) => void} reader */
  #scan(topic, reader) {
    return scan(this.#cluster, `${this.#namespace}.${topic}`, THE_ONLY_PARTITION, reader);
  }
}

/**
 * Requests to rejoin after an isolation; reads isolation-endorsements first, so that a restart writes no second request.
 * @param {Cluster} cluster
 * @param {string} topic
 * @param {import('./rejoin.js').Author} author
 * @param {bigint} isolation number of the decision that isolated it
 * @returns {Promise<boolean>} whether the request is in the log now; else try again later
 */
export async function askToRejoin(cluster, topic, author, isolation) {
  try {
    let stands = false;
    await scan(cluster, topic, THE_ONLY_PARTITION, (record) => {
      stands ||= isOwnRejoin(author, isolation, record);
    });
    if (!stands) {
      await writeOnce(cluster, topic, encodeRejoin(author, isolation));
      log.info('rejoin_asked', { executor: author.executorId, isolation });
    }
    return true;
  } catch (error) {
    log.repeated('rejoin_failed', reasonOf(error), { isolation, code: brokerErrorOf(error), action: 'retry' });
    return false;
  }
}

/** @param {Cluster} cluster @param {string} topic @param {Buffer} value */
async function writeOnce(cluster, topic, value) {
  const producer = new Producer(cluster, topic, null);
  let written = false;
  producer.write(THE_ONLY_PARTITION, value, () => {
    written = true;
  });
  await producer.close(WRITE_PATIENCE_MS);
  if (!written) throw new Error('not acknowledged in time');
}
