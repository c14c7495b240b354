// @ts-check
/**
 * Which raw Ed25519 public keys may be registered (PROTOCOL 2): canonical, on the curve, in the prime-order subgroup and
 * not the identity. Public data only, so nothing here needs constant time. Curve constants: RFC 8032, 5.1.
 */
const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = mod(-121665n * power(121666n, P - 2n));
const SQRT_MINUS_ONE = power(2n, (P - 1n) / 4n);

/** @param {bigint} value */
function mod(value) {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}

/** @param {bigint} base @param {bigint} exponent */
function power(base, exponent) {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

/** Little-endian. @param {Uint8Array} bytes */
export function littleEndian(bytes) {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex') || '0'}`);
}

/** The group order's subgroup: what S of a signature must be below. */
export const GROUP_ORDER = L;

/**
 * The affine point that 32 bytes encode.
 * @param {Uint8Array} raw
 * @returns {{x: bigint, y: bigint} | null} null when they encode none, or not canonically
 */
function decodePoint(raw) {
  const sign = raw[31] >> 7;
  const y = littleEndian(raw) & ((1n << 255n) - 1n);
  if (y >= P) return null;
  const yy = (y * y) % P;
  const u = mod(yy - 1n);
  const v = mod(D * yy + 1n);
  // x = u v^3 (u v^7)^((p-5)/8), RFC 8032 5.1.3
  const v3 = (v * v * v) % P;
  const v7 = (v3 * v3 * v) % P;
  let x = (u * v3 * power((u * v7) % P, (P - 5n) / 8n)) % P;
  const vxx = (v * x * x) % P;
  if (vxx !== u) {
    if (vxx !== mod(-u)) return null;
    x = (x * SQRT_MINUS_ONE) % P;
  }
  if (x === 0n && sign === 1) return null;
  return { x: Number(x & 1n) === sign ? x : mod(-x), y };
}

/** Extended coordinates: x = X/Z, y = Y/Z, xy = T/Z. @typedef {[bigint, bigint, bigint, bigint]} Extended */

/** @param {Extended} p @param {Extended} q @returns {Extended} */
function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = ((y1 - x1) * (y2 - x2)) % P;
  const b = ((y1 + x1) * (y2 + x2)) % P;
  const c = (2n * t1 * t2 * D) % P;
  const d = (2n * z1 * z2) % P;
  const e = b - a;
  const f = d - c;
  const g = d + c;
  const h = b + a;
  return [(e * f) % P, (g * h) % P, (f * g) % P, (e * h) % P];
}

/** @param {Extended} p @returns {Extended} */
function double([x, y, z]) {
  const a = (x * x) % P;
  const b = (y * y) % P;
  const c = (2n * z * z) % P;
  const h = a + b;
  const e = h - (x + y) * (x + y);
  const g = a - b;
  const f = c + g;
  return [(e * f) % P, (g * h) % P, (f * g) % P, (e * h) % P];
}

/** @param {{x: bigint, y: bigint}} point */
function hasPrimeOrder({ x, y }) {
  /** @type {Extended} */
  const base = [x, y, 1n, (x * y) % P];
  /** @type {Extended} */
  let sum = [0n, 1n, 1n, 0n];
  for (const bit of L.toString(2)) {
    sum = double(sum);
    if (bit === '1') sum = add(sum, base);
  }
  const [sx, sy, sz] = sum;
  return mod(sx) === 0n && mod(sy - sz) === 0n;
}

/** @param {Uint8Array} raw */
export function isPointOfPrimeOrder(raw) {
  const point = decodePoint(raw);
  return point !== null && !(point.x === 0n && point.y === 1n) && hasPrimeOrder(point);
}
