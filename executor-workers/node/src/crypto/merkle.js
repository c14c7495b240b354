// @ts-check
/** The Merkle tree of RFC 6962 section 2.1: an odd node moves up unchanged. */
import { EMPTY } from '../bytes.js';
import { sha256One } from './sha256.js';

/** @param {number} tag @param {Buffer} left @param {Buffer} right */
function tagged(tag, left, right) {
  const input = Buffer.allocUnsafe(1 + left.length + right.length);
  input[0] = tag;
  left.copy(input, 1);
  right.copy(input, 1 + left.length);
  return sha256One(input);
}

/** SHA-256(0x00 || data). @param {Buffer} data */
export const leafHash = (data) => tagged(0x00, data, EMPTY);

/** SHA-256(0x01 || left || right). @param {Buffer} left @param {Buffer} right */
export const nodeHash = (left, right) => tagged(0x01, left, right);

/** The root over leaf hashes; SHA-256 of nothing for none. @param {Buffer[]} leaves @returns {Buffer} */
export function merkleRoot(leaves) {
  if (leaves.length === 0) return sha256One(EMPTY);
  let level = leaves;
  while (level.length > 1) {
    const parents = [];
    for (let i = 0; i + 1 < level.length; i += 2) parents.push(nodeHash(level[i], level[i + 1]));
    if (level.length % 2 === 1) parents.push(level[level.length - 1]);
    level = parents;
  }
  return level[0];
}

/**
 * The root that a leaf and its path lead to.
 * @param {Buffer} leaf hash of the leaf
 * @param {number} index
 * @param {number} size leaves of the tree
 * @param {Buffer[]} path from the bottom up
 * @returns {Buffer | null} null when the path has not the length that the tree size needs
 */
export function rootOf(leaf, index, size, path) {
  if (index < 0 || index >= size) return null;
  let hash = leaf;
  let used = 0;
  for (let at = index, last = size - 1; last > 0; at >>= 1, last >>= 1) {
    if (at === last && (at & 1) === 0) continue;
    if (used === path.length) return null;
    const sibling = path[used++];
    hash = (at & 1) === 0 ? nodeHash(hash, sibling) : nodeHash(sibling, hash);
  }
  return used === path.length ? hash : null;
}

/** Leaf hashes up to the root, level by level, for signing batches. @param {Buffer[]} leaves @param {number} index */
export function merklePath(leaves, index) {
  const path = [];
  let level = leaves;
  for (let at = index; level.length > 1; at >>= 1) {
    if ((at ^ 1) < level.length) path.push(level[at ^ 1]);
    const parents = [];
    for (let i = 0; i < level.length; i += 2) {
      parents.push(i + 1 < level.length ? nodeHash(level[i], level[i + 1]) : level[i]);
    }
    level = parents;
  }
  return path;
}
