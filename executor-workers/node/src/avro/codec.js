// @ts-check
/**
 * Avro binary in its one canonical encoding (PROTOCOL 2): shortest varints, arrays in one block, valid UTF-8, indices in
 * range, nothing missing and nothing trailing. What decodes is exactly what encoding would give, so nothing has to be
 * encoded again to be compared; and no declared length is used before the input is known to have it.
 *
 * Values: record = object, enum = symbol, union = value (of records: `{type, value}`), long = BigInt, int = number,
 * bytes and fixed = Buffer (a view of the input), null = null.
 */
import { isUtf8 } from 'node:buffer';
import { Malformed } from '../malformed.js';
import { canonical, fingerprint } from './schema.js';

/** @typedef {{read: (from: Input) => any, write: (to: Output, value: any) => void}} Form */

const MAX_LONG_BYTES = 10;
const INT_MAX = 0x7fffffff;

class Input {
  /** @param {Buffer} bytes @param {number} at */
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  get left() {
    return this.bytes.length - this.at;
  }

  /** The raw bits of a varint in shortest form: a number below 2^28, else a BigInt. @returns {number | bigint} */
  bits() {
    let low = 0;
    for (let i = 0; i < 4; i++) {
      const octet = this.octet();
      if (i > 0 && octet === 0) throw new Malformed('varint not in its shortest form');
      low |= (octet & 0x7f) << (7 * i);
      if (octet < 0x80) return low;
    }
    let bits = BigInt(low);
    for (let i = 4; i < MAX_LONG_BYTES; i++) {
      const octet = this.octet();
      if (octet === 0 || (i === MAX_LONG_BYTES - 1 && octet > 1)) throw new Malformed('varint not in its shortest form');
      bits |= BigInt(octet & 0x7f) << BigInt(7 * i);
      if (octet < 0x80) return bits;
    }
    throw new Malformed('varint too long');
  }

  octet() {
    if (this.at >= this.bytes.length) throw new Malformed('ends early');
    return this.bytes[this.at++];
  }

  /** @returns {bigint} */
  long() {
    const bits = this.bits();
    if (typeof bits === 'number') return BigInt((bits >>> 1) ^ -(bits & 1));
    return (bits >> 1n) ^ -(bits & 1n);
  }

  /** @returns {number} */
  int() {
    const bits = this.bits();
    if (typeof bits === 'number') return (bits >>> 1) ^ -(bits & 1);
    const value = Number(BigInt.asIntN(64, (bits >> 1n) ^ -(bits & 1n)));
    if (value > INT_MAX || value < -INT_MAX - 1) throw new Malformed('int out of range');
    return value;
  }

  /** A count of what takes at least one byte each. @param {string} what */
  count(what) {
    const value = this.int();
    if (value < 0 || value > this.left) throw new Malformed(`${what} ${value} with ${this.left} bytes left`);
    return value;
  }

  /** @param {number} size @param {string} what */
  index(size, what) {
    const value = this.int();
    if (value < 0 || value >= size) throw new Malformed(`${what} ${value} of ${size}`);
    return value;
  }

  /** @param {number} length */
  run(length) {
    if (length > this.left) throw new Malformed('ends early');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

class Output {
  #bytes = Buffer.allocUnsafe(512);
  #at = 0;

  /** @param {number} more */
  #room(more) {
    if (this.#at + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#at + more));
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }

  /** @param {number} octet */
  octet(octet) {
    this.#room(1);
    this.#bytes[this.#at++] = octet;
  }

  /** @param {number} value @returns {void} */
  int(value) {
    if (value >= 0x8000000 || value < -0x8000000) return this.long(BigInt(value));
    this.#room(5);
    let bits = (value << 1) ^ (value >> 31);
    for (; bits > 0x7f; bits >>>= 7) this.#bytes[this.#at++] = (bits & 0x7f) | 0x80;
    this.#bytes[this.#at++] = bits;
  }

  /** @param {bigint} value @returns {void} */
  long(value) {
    if (BigInt.asIntN(28, value) === value) return this.int(Number(value));
    if (BigInt.asIntN(64, value) !== value) throw new RangeError(`${value} is no 64-bit integer`);
    let bits = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
    for (; bits > 0x7fn; bits >>= 7n) this.octet(Number(bits & 0x7fn) | 0x80);
    this.octet(Number(bits));
  }

  /** @param {Buffer} bytes */
  run(bytes) {
    this.#room(bytes.length);
    bytes.copy(this.#bytes, this.#at);
    this.#at += bytes.length;
  }

  /** @param {string} text */
  string(text) {
    const length = Buffer.byteLength(text);
    this.int(length);
    this.#room(length);
    this.#bytes.write(text, this.#at, 'utf8');
    this.#at += length;
  }

  toBuffer() {
    return Buffer.from(this.#bytes.subarray(0, this.#at));
  }
}

/** @type {Record<string, Form>} */
const PRIMITIVES = {
  null: { read: () => null, write: () => {} },
  boolean: {
    read(from) {
      const octet = from.octet();
      if (octet > 1) throw new Malformed('neither true nor false');
      return octet === 1;
    },
    write: (to, value) => to.octet(value ? 1 : 0),
  },
  int: { read: (from) => from.int(), write: (to, value) => to.int(value) },
  long: { read: (from) => from.long(), write: (to, value) => to.long(value) },
  bytes: {
    read: (from) => from.run(from.count('length')),
    write(to, value) {
      to.int(value.length);
      to.run(value);
    },
  },
  string: {
    read(from) {
      const run = from.run(from.count('length'));
      if (!isUtf8(run)) throw new Malformed('not UTF-8');
      return run.toString('utf8');
    },
    write: (to, value) => to.string(value),
  },
};

/** @param {any} schema @param {Map<string, Form>} named @returns {Form} */
function compile(schema, named) {
  if (typeof schema === 'string') return PRIMITIVES[schema] ?? /** @type {Form} */ (named.get(schema));
  if (Array.isArray(schema)) return union(schema, named);
  switch (schema.type) {
    case 'array':
      return array(compile(schema.items, named));
    case 'record':
      return remember(schema, record(schema, named), named);
    case 'enum':
      return remember(schema, enumeration(schema.symbols), named);
    default:
      return remember(schema, fixed(schema.size), named);
  }
}

/** @param {any} schema @param {Form} form @param {Map<string, Form>} named */
function remember(schema, form, named) {
  named.set(schema.name, form);
  return form;
}

/** @param {any} schema @param {Map<string, Form>} named @returns {Form} */
function record(schema, named) {
  const names = schema.fields.map((/** @type {any} */ field) => field.name);
  const forms = schema.fields.map((/** @type {any} */ field) => compile(field.type, named));
  return {
    read(from) {
      /** @type {Record<string, any>} */
      const value = {};
      for (let i = 0; i < names.length; i++) value[names[i]] = forms[i].read(from);
      return value;
    },
    write(to, value) {
      for (let i = 0; i < names.length; i++) forms[i].write(to, value[names[i]]);
    },
  };
}

/** @param {Form} item @returns {Form} */
function array(item) {
  return {
    read(from) {
      const count = from.count('block of');
      const items = [];
      for (let i = 0; i < count; i++) items.push(item.read(from));
      if (count > 0 && from.int() !== 0) throw new Malformed('array in more than one block');
      return items;
    },
    write(to, items) {
      if (items.length > 0) {
        to.int(items.length);
        for (const one of items) item.write(to, one);
      }
      to.int(0);
    },
  };
}

/** Of null and one type: the value itself. Of records: `{type, value}`, type without its namespace.
 * @param {any[]} branches @param {Map<string, Form>} named @returns {Form} */
function union(branches, named) {
  const forms = branches.map((branch) => compile(branch, named));
  if (branches[0] === 'null') {
    return {
      read: (from) => forms[from.index(2, 'union branch')].read(from),
      write(to, value) {
        to.int(value === null ? 0 : 1);
        forms[value === null ? 0 : 1].write(to, value);
      },
    };
  }
  const names = branches.map((branch) => (branch.name ?? branch).split('.').at(-1));
  return {
    read(from) {
      const index = from.index(forms.length, 'union branch');
      return { type: names[index], value: forms[index].read(from) };
    },
    write(to, { type, value }) {
      const index = names.indexOf(type);
      to.int(index);
      forms[index].write(to, value);
    },
  };
}

/** @param {string[]} symbols @returns {Form} */
function enumeration(symbols) {
  return {
    read: (from) => symbols[from.index(symbols.length, 'enum index')],
    write: (to, value) => to.int(symbols.indexOf(value)),
  };
}

/** @param {number} size @returns {Form} */
function fixed(size) {
  return {
    read: (from) => from.run(size),
    write(to, value) {
      if (value.length !== size) throw new RangeError(`${value.length} bytes where ${size} are fixed`);
      to.run(value);
    },
  };
}

/** Avro bodies of one schema. */
export class AvroType {
  #form;

  /** @param {any} schema whole and in canonical form */
  constructor(schema) {
    this.canonicalForm = JSON.stringify(schema);
    /** CRC-64-AVRO, 8 bytes little-endian. */
    this.fingerprint = fingerprint(this.canonicalForm);
    this.#form = compile(schema, new Map());
  }

  /** @param {string} name full name @param {Map<string, any>} known */
  static of(name, known) {
    return new AvroType(canonical(name, known));
  }

  /** @param {any} value @returns {Buffer} */
  encode(value) {
    const out = new Output();
    this.#form.write(out, value);
    return out.toBuffer();
  }

  /** Behind a prefix. @param {Buffer} prefix @param {any} value @returns {Buffer} */
  encodeAfter(prefix, value) {
    const out = new Output();
    out.run(prefix);
    this.#form.write(out, value);
    return out.toBuffer();
  }

  /**
   * @param {Buffer} bytes
   * @param {number} from index at which the body begins; it ends where the bytes end
   * @throws {Malformed} when that is not a canonical body
   */
  decode(bytes, from = 0) {
    const input = new Input(bytes, from);
    const value = this.#form.read(input);
    if (input.left !== 0) throw new Malformed(`${input.left} trailing bytes`);
    return value;
  }
}
