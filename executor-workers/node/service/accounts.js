// @ts-check
/**
 * The reference service: accounts (PROTOCOL 12; docs/accounts.md). A plain function of state and request. State: key = ledger,
 * a zero byte, account; value = `balance|overdraft`.
 */
import { JSON_TYPE, ok, put, refused } from '../src/answer.js';
import { formatAmount, isOutOfRange, parseAmount } from './amount.js';

/** @typedef {{balance: bigint, overdraft: string}} Account overdraft: `none`, `unlimited` or an amount in shortest form */

const MAX_NAME = 128;

/** Ends an operation: nothing is written. */
class Refusal extends Error {}

/** @param {boolean} holds @param {string} error @returns {asserts holds} */
function demand(holds, error) {
  if (!holds) throw new Refusal(error);
}

/** One ledger of the partition's state. */
class Ledger {
  #state;
  #name;

  /** @param {import('../src/answer.js').StateView} state @param {string} name */
  constructor(state, name) {
    this.#state = state;
    this.#name = name;
  }

  /** @param {string} account */
  #key(account) {
    return Buffer.from(`${this.#name}\0${account}`);
  }

  /** @param {string} account @returns {Account | null} */
  find(account) {
    const value = this.#state.get(this.#key(account))?.toString();
    if (value === undefined) return null;
    const [balance, overdraft] = value.split('|');
    const units = parseAmount(balance);
    if (units === null) throw new Error('not an account in state');
    return { balance: units, overdraft };
  }

  /** @param {string} account @returns {Account} */
  require(account) {
    const found = this.find(account);
    demand(found !== null, 'UNKNOWN_ACCOUNT');
    return found;
  }

  /** @param {string} account @param {Account} content */
  write(account, { balance, overdraft }) {
    return put(this.#key(account), `${formatAmount(balance)}|${overdraft}`);
  }
}

/** @param {string} account @param {Account} content */
const shown = (account, { balance }) => ({ account, balance: formatAmount(balance) });

/** @param {string} text */
function requireAmount(text) {
  const units = parseAmount(text);
  demand(units !== null, 'BAD_AMOUNT');
  return units;
}

/** @param {Account} account @param {bigint} by @returns {Account} */
const moved = (account, by) => ({ ...account, balance: account.balance + by });

/** @param {Account} account what is left of it after a payment */
function requireFunds({ balance, overdraft }) {
  if (overdraft === 'unlimited') return;
  const floor = overdraft === 'none' ? 0n : -requireAmount(overdraft);
  demand(balance >= floor, 'INSUFFICIENT_FUNDS');
}

/** @param {...Account} accounts */
const requireRange = (...accounts) => demand(!accounts.some(({ balance }) => isOutOfRange(balance)), 'OUT_OF_RANGE');

/** Each operation: the members that name accounts, the other one, and how it is done.
 * @type {Record<string, {names: string[], amount: string | null, run: (ledger: Ledger, body: any) => import('../src/answer.js').Answer}>} */
const OPERATIONS = {
  // Without a prototype, since an operation's name is anyone's text.
  __proto__: /** @type {any} */ (null),

  OPEN: {
    names: ['account'],
    amount: 'overdraft',
    run(ledger, { account, overdraft }) {
      const word = overdraft === 'none' || overdraft === 'unlimited';
      const limit = word ? 0n : requireAmount(overdraft);
      demand(limit >= 0n, 'BAD_AMOUNT');
      demand(ledger.find(account) === null, 'ALREADY_OPEN');
      const opened = { balance: 0n, overdraft: word ? overdraft : formatAmount(limit) };
      return ok(shown(account, opened), [ledger.write(account, opened)]);
    },
  },

  GET: {
    names: ['account'],
    amount: null,
    run: (ledger, { account }) => ok(shown(account, ledger.require(account))),
  },

  INCREMENT: {
    names: ['account'],
    amount: 'amount',
    run(ledger, { account, amount }) {
      const units = requireAmount(amount);
      const after = moved(ledger.require(account), units);
      requireFunds(after);
      requireRange(after);
      return ok(shown(account, after), [ledger.write(account, after)]);
    },
  },

  TRANSFER: {
    names: ['from', 'to'],
    amount: 'amount',
    run(ledger, { from, to, amount }) {
      const units = requireAmount(amount);
      demand(units > 0n, 'BAD_AMOUNT');
      demand(from !== to, 'SAME_ACCOUNT');
      const payer = moved(ledger.require(from), -units);
      const payee = moved(ledger.require(to), units);
      requireFunds(payer);
      requireRange(payer, payee);
      return ok({ from: shown(from, payer), to: shown(to, payee) }, [ledger.write(from, payer), ledger.write(to, payee)]);
    },
  },
};

/** @param {Buffer} body */
function parseObject(body) {
  try {
    const value = JSON.parse(body.toString());
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** @param {unknown} text */
const isName = (text) =>
  typeof text === 'string' && text !== '' && !text.includes('\0') && Buffer.byteLength(text) <= MAX_NAME;

/** @param {any} body @param {string[]} names @param {string | null} amount */
function hasMembers(body, names, amount) {
  const members = amount === null ? names : [...names, amount];
  return (
    Object.keys(body).length === members.length &&
    members.every((member) => Object.hasOwn(body, member) && typeof body[member] === 'string') &&
    names.every((name) => isName(body[name]))
  );
}

/** @type {import('../src/answer.js').Service} */
export function accounts(state, request) {
  try {
    const body = request.contentType === JSON_TYPE ? parseObject(request.body) : null;
    demand(body !== null && !request.shardKey.includes('\0'), 'BAD_REQUEST');
    const operation = OPERATIONS[request.operation];
    demand(operation !== undefined, 'UNKNOWN_OPERATION');
    demand(hasMembers(body, operation.names, operation.amount), 'BAD_REQUEST');
    return operation.run(new Ledger(state, request.shardKey), body);
  } catch (error) {
    if (error instanceof Refusal) return refused({ error: error.message });
    throw error;
  }
}
