// @ts-check
import { utf8 } from '../bytes.js';

const M = 0x5bd1e995;

/**
 * Where a shard key's entries belong: Kafka's default, toPositive(murmur2(utf8)) % P.
 * @param {string} shardKey
 * @param {number} partitions
 */
export const partitionOf = (shardKey, partitions) => (murmur2(utf8(shardKey)) & 0x7fffffff) % partitions;

/** @param {Buffer} data */
function murmur2(data) {
  let hash = 0x9747b28c ^ data.length;
  const whole = data.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    let word = Math.imul(data.readInt32LE(i), M);
    word = Math.imul(word ^ (word >>> 24), M);
    hash = Math.imul(hash, M) ^ word;
  }
  for (let i = data.length - 1; i >= whole; i--) hash ^= data[i] << (8 * (i - whole));
  if (whole < data.length) hash = Math.imul(hash, M);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}
