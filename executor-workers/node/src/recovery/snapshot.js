// @ts-check
/** Snapshots: a partition's state after one entry, in chunks whose writers are not trusted (PROTOCOL 7). */
import { SNAPSHOT_CHUNK } from '../codec/types.js';
import { FRAME, readValue } from '../codec/value.js';
import { MAX_CHUNK, MAX_CHUNKS } from '../limits.js';
import { require } from '../malformed.js';
import { readWhole } from './reader.js';

export const MAX_POSITIONS = 1 << 14;
const VERSION = 0x54525401;
const MAX_VALUE = MAX_CHUNK + 1024;
const NUMBER = '(0|[1-9][0-9]{0,18})';
const KEY = new RegExp(`^${NUMBER}/${NUMBER}/${NUMBER}$`);
const MAX_INT = 2n ** 31n - 1n;
const MAX_LONG = 2n ** 63n - 1n;

/**
 * @typedef {{deployment: Buffer, partition: number, businessOffset: bigint, index: number, count: number, content: Buffer}} Chunk
 * @typedef {{postState: Buffer, context: Buffer, entries: {key: Buffer, value: Buffer}[]}} Snapshot entries ascend by key
 */

/** @param {Buffer | null} value null for a tombstone @returns {Chunk | null} */
function decodeChunk(value) {
  const read = readValue(value, true, MAX_VALUE, (framed) => {
    const chunk = SNAPSHOT_CHUNK.decode(framed, FRAME);
    require(chunk.partition >= 0 && chunk.businessOffset >= 0n, 'no such position');
    return chunk;
  });
  return 'ok' in read ? read.ok : null;
}

/** `partition/offset/index`. @param {Buffer | null} key */
function decodeKey(key) {
  const found = key === null ? null : KEY.exec(key.toString('latin1'));
  if (found === null) return null;
  const [partition, offset, index] = found.slice(1).map(BigInt);
  if (partition > MAX_INT || offset > MAX_LONG || index >= BigInt(MAX_CHUNKS)) return null;
  return { partition: Number(partition), offset, index: Number(index) };
}

/** The positions of which there may be a snapshot, a bounded number: only their checkpoints need be verified. */
export class SnapshotPositions {
  /** @type {Set<string>} */
  #positions = new Set();

  /** @param {Buffer | null} key of the next record */
  take(key) {
    const known = decodeKey(key);
    if (known !== null && this.#positions.size < MAX_POSITIONS) this.#positions.add(`${known.partition}/${known.offset}`);
  }

  get size() {
    return this.#positions.size;
  }

  /** @param {number} partition @param {bigint} offset */
  has(partition, offset) {
    return this.#positions.has(`${partition}/${offset}`);
  }
}

/**
 * The final positions that have chunks. The chunks of one position are read again when they are asked for.
 */
export class IndexedSnapshots {
  #read;
  /** By partition, by offset. @type {Map<number, Map<bigint, Set<number>>>} */
  #places = new Map();

  /** @param {(take: (key: Buffer | null, value: Buffer | null) => void) => Promise<void>} read the topic's records, from its beginning */
  constructor(read) {
    this.#read = read;
  }

  /** @param {(partition: number, offset: bigint) => boolean} isFinal whether enough validators have signed a position's checkpoint */
  async index(isFinal) {
    await this.#read((key, value) => {
      const known = decodeKey(key);
      if (known !== null && isFinal(known.partition, known.offset)) this.#put(known, value);
    });
  }

  /** @param {{partition: number, offset: bigint, index: number}} known @param {Buffer | null} value */
  #put({ partition, offset, index }, value) {
    const offsets = this.#places.get(partition) ?? new Map();
    const indexes = offsets.get(offset) ?? new Set();
    if (value === null) indexes.delete(index);
    else indexes.add(index);
    if (indexes.size === 0) offsets.delete(offset);
    else offsets.set(offset, indexes);
    this.#places.set(partition, offsets);
  }

  /** As {@link SnapshotShelf.candidates}. @param {number} partition @param {bigint} resumeFrom */
  candidates(partition, resumeFrom) {
    return bestFirst(this.#places.get(partition)?.keys() ?? [], resumeFrom);
  }

  /** @param {number} partition @param {bigint} offset @returns {Promise<Chunk[]>} */
  async chunks(partition, offset) {
    const shelf = new SnapshotShelf();
    await this.#read((key, value) => {
      const known = decodeKey(key);
      if (known?.partition === partition && known.offset === offset) shelf.take(key, value);
    });
    return shelf.chunks(partition, offset);
  }
}

/** @param {Iterable<bigint>} offsets @param {bigint} resumeFrom */
function bestFirst(offsets, resumeFrom) {
  const newestFirst = [...offsets].sort((one, other) => (one < other ? 1 : -1));
  return [...newestFirst.filter((offset) => offset < resumeFrom), ...newestFirst.filter((offset) => offset >= resumeFrom)];
}

/** The records of snapshots as compaction leaves them: the last one of each key. Whether they fit together is not checked. */
export class SnapshotShelf {
  /** By partition, by offset, by index. @type {Map<number, Map<bigint, Map<number, Chunk>>>} */
  #places = new Map();

  /** What cannot be read leaves its place empty. @param {Buffer | null} key @param {Buffer | null} value */
  take(key, value) {
    const known = decodeKey(key);
    if (known === null) return;
    const offsets = this.#places.get(known.partition) ?? new Map();
    const chunks = offsets.get(known.offset) ?? new Map();
    const chunk = decodeChunk(value);
    if (chunk === null) chunks.delete(known.index);
    else chunks.set(known.index, chunk);
    if (chunks.size === 0) offsets.delete(known.offset);
    else offsets.set(known.offset, chunks);
    this.#places.set(known.partition, offsets);
  }

  /**
   * Offsets of a partition's snapshots, best first: the newest that leaves no request unanswered, else the newest of all.
   * @param {number} partition
   * @param {bigint} resumeFrom business offset up to which everything is answered
   */
  candidates(partition, resumeFrom) {
    return bestFirst(this.#places.get(partition)?.keys() ?? [], resumeFrom);
  }

  /** @param {number} partition @param {bigint} offset @returns {Chunk[]} */
  chunks(partition, offset) {
    return [...(this.#places.get(partition)?.get(offset)?.values() ?? [])];
  }
}

/** @param {Chunk} chunk */
function hasRightSize({ index, count, content }) {
  return index === count - 1 ? content.length > 0 && content.length <= MAX_CHUNK : content.length === MAX_CHUNK;
}

/**
 * Assembles chunks in any order; each must fit the others.
 * @param {{deployment: Buffer, partition: number, businessOffset: bigint}} place
 * @param {Chunk[]} chunks
 * @returns {{snapshot: Snapshot} | {flaw: string}}
 */
export function assemble(place, chunks) {
  /** @type {Map<number, Chunk>} */
  const byIndex = new Map();
  for (const chunk of chunks) {
    const isOfPlace =
      chunk.deployment.equals(place.deployment) &&
      chunk.partition === place.partition &&
      chunk.businessOffset === place.businessOffset;
    if (!isOfPlace) return { flaw: 'FOREIGN_CHUNK' };
    if (chunk.count > MAX_CHUNKS) return { flaw: 'TOO_MANY_CHUNKS' };
    if (chunk.index < 0 || chunk.index >= chunk.count || chunk.count !== chunks[0].count) return { flaw: 'CHUNK_COUNT' };
    if (!hasRightSize(chunk)) return { flaw: 'CHUNK_SIZE' };
    if (byIndex.has(chunk.index)) return { flaw: 'DOUBLED_CHUNK' };
    byIndex.set(chunk.index, chunk);
  }
  if (chunks.length === 0 || byIndex.size < chunks[0].count) return { flaw: 'MISSING_CHUNK' };
  const ordered = [...byIndex.values()].sort((one, other) => one.index - other.index);
  const snapshot = readWhole(Buffer.concat(ordered.map(({ content }) => content)), readSnapshot);
  return snapshot === null ? { flaw: 'UNREADABLE' } : { snapshot };
}

/** @param {import('./reader.js').Reader} from @returns {Snapshot} */
function readSnapshot(from) {
  require(from.u32() === VERSION, 'no snapshot');
  const postState = from.hash();
  const context = from.bytes();
  /** @type {Buffer | null} */
  let before = null;
  const entries = from.list(() => {
    const key = from.bytes();
    require(before === null || Buffer.compare(before, key) < 0, 'keys not ascending');
    before = key;
    return { key, value: from.bytes() };
  });
  return { postState, context, entries };
}
