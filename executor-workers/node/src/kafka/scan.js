// @ts-check
/** Reads one partition to where it ends now, committed records only. */
import { fetchApi } from './fetch.js';
import { EARLIEST, LATEST, listOffsets } from './offsets.js';
import { readBatches } from './records.js';

/** @typedef {import('./records.js').KafkaRecord} KafkaRecord */

const WAIT_MS = 100;

/** @param {import('./cluster.js').Cluster} cluster @param {string} topic @param {number} partition */
async function leaderOf(cluster, topic, partition) {
  const leader = (await cluster.metadata([topic])).topics.get(topic)?.get(partition);
  if (leader === undefined || leader < 0) throw new Error(`${topic} ${partition} has no leader`);
  return leader;
}

/** @param {import('./cluster.js').Cluster} cluster @param {number} leader @param {string} topic @param {number} partition
 * @param {bigint} offset */
async function fetchAt(cluster, leader, topic, partition, offset) {
  const wanted = [{ partition, offset }];
  const [fetched] = await cluster.call('scan', leader, fetchApi, WAIT_MS, cluster.options.fetchBytes, topic, wanted);
  if (fetched.errorCode !== 0) throw new Error(`Kafka error ${fetched.errorCode} at ${topic} ${partition}@${offset}`);
  return readBatches(fetched.batches, offset, fetched.aborted);
}

/**
 * @param {import('./cluster.js').Cluster} cluster
 * @param {string} topic
 * @param {number} partition
 * @param {(record: KafkaRecord) => void} reader is given each record in offset order
 */
export async function scan(cluster, topic, partition, reader) {
  const leader = await leaderOf(cluster, topic, partition);
  const leaders = new Map([[partition, leader]]);
  const end = (await listOffsets(cluster, topic, leaders, LATEST)).get(partition) ?? 0n;
  let at = (await listOffsets(cluster, topic, leaders, EARLIEST)).get(partition) ?? 0n;
  while (at < end) {
    const { records, next } = await fetchAt(cluster, leader, topic, partition, at);
    records.forEach(reader);
    at = next;
  }
}

/** The record at an offset, in memory of its own; null when there is none. @param {import('./cluster.js').Cluster} cluster @param {string} topic
 * @param {number} partition @param {bigint} offset @returns {Promise<KafkaRecord | null>} */
export async function recordAt(cluster, topic, partition, offset) {
  const leader = await leaderOf(cluster, topic, partition);
  const { records } = await fetchAt(cluster, leader, topic, partition, offset);
  const [record] = records;
  if (record?.offset !== offset) return null;
  return { ...record, value: record.value === null ? null : Buffer.from(record.value) };
}
