// @ts-check
/**
 * Whether a request body of type application/json is admitted (PROTOCOL 4): at most 64 KiB and byte for byte its own RFC 8785
 * form, integers only. One pass over the text, nothing is built: what is canonical can be recognized as it is read.
 */
import { isUtf8 } from 'node:buffer';
import { MAX_JSON_BODY, MAX_JSON_DEPTH } from '../limits.js';

const INTEGER = /-?(?:0|[1-9][0-9]*)/y;
const MAX_SAFE_DIGITS = 16;
const CONTROL_ESCAPES = new Map([...'bfnrt'].map((letter) => [letter, true]));
/** The control characters that have a short escape are never written with a long one. */
const SHORT = new Set([0x08, 0x09, 0x0a, 0x0c, 0x0d]);
const LONG_ESCAPE = /^00[01][0-9a-f]$/;

class NotCanonical extends Error {}
const NOT_CANONICAL = new NotCanonical();

/** @param {boolean} holds @returns {asserts holds} */
function need(holds) {
  if (!holds) throw NOT_CANONICAL;
}

class Reader {
  #text;
  #at = 0;
  #depth = 0;

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
  }

  readOnly() {
    this.#value();
    need(this.#at === this.#text.length);
  }

  #value() {
    switch (this.#text[this.#at]) {
      case '{':
        return this.#nested(() => this.#object());
      case '[':
        return this.#nested(() => this.#array());
      case '"':
        this.#string();
        return;
      case 't':
        return this.#word('true');
      case 'f':
        return this.#word('false');
      case 'n':
        return this.#word('null');
      default:
        return this.#integer();
    }
  }

  /** @param {() => void} read */
  #nested(read) {
    need(++this.#depth <= MAX_JSON_DEPTH);
    this.#at++;
    read();
    this.#depth--;
  }

  #object() {
    if (this.#takes('}')) return;
    /** @type {string | null} */
    let before = null;
    do {
      const name = this.#string();
      // Compared as UTF-16 code units, as RFC 8785 sorts them; equal ones would be duplicates.
      need(before === null || before < name);
      before = name;
      this.#word(':');
      this.#value();
    } while (this.#takes(','));
    this.#word('}');
  }

  #array() {
    if (this.#takes(']')) return;
    do this.#value();
    while (this.#takes(','));
    this.#word(']');
  }

  /** @param {string} character */
  #takes(character) {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  /** @param {string} word */
  #word(word) {
    need(this.#text.startsWith(word, this.#at));
    this.#at += word.length;
  }

  #integer() {
    INTEGER.lastIndex = this.#at;
    const found = INTEGER.exec(this.#text);
    need(found !== null && found[0] !== '-0');
    const digits = found[0].startsWith('-') ? found[0].slice(1) : found[0];
    need(digits.length <= MAX_SAFE_DIGITS && Number(digits) <= Number.MAX_SAFE_INTEGER);
    this.#at += found[0].length;
  }

  /** @returns {string} its escapes resolved */
  #string() {
    this.#word('"');
    const from = this.#at;
    let resolved = '';
    let run = from;
    for (;;) {
      need(this.#at < this.#text.length);
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x22) break;
      need(code >= 0x20);
      if (code === 0x5c) {
        resolved += this.#text.slice(run, this.#at) + this.#escape();
        run = this.#at;
      } else {
        this.#at++;
      }
    }
    return resolved + this.#text.slice(run, this.#at++);
  }

  #escape() {
    const letter = this.#text[this.#at + 1];
    this.#at += 2;
    if (letter === '"' || letter === '\\') return letter;
    if (CONTROL_ESCAPES.has(letter)) return { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }[letter];
    need(letter === 'u');
    const digits = this.#text.slice(this.#at, this.#at + 4);
    need(LONG_ESCAPE.test(digits));
    const code = Number.parseInt(digits, 16);
    need(!SHORT.has(code));
    this.#at += 4;
    return String.fromCharCode(code);
  }
}

/** @param {Buffer} body */
export function isCanonicalBody(body) {
  // A byte order mark is kept by toString, and is no JSON. What is valid UTF-8 has no lone surrogates, and canonical text escapes none.
  if (body.length > MAX_JSON_BODY || !isUtf8(body)) return false;
  try {
    new Reader(body.toString('utf8')).readOnly();
    return true;
  } catch (error) {
    if (error instanceof NotCanonical) return false;
    throw error;
  }
}
