// @ts-check
/** What docs/accounts.md promises: the questions of the Java variants' contract test. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accounts } from '../service/accounts.js';
import { StateTree } from '../src/state/tree.js';

const NINES = '999999999999999999.99999999';
const NAME_128 = 'é'.repeat(64);
const NAME_129 = `${NAME_128}x`;

class Bank {
  state = new StateTree();

  /** @param {string} operation @param {string} body @param {string} ledger @param {string} contentType */
  ask(operation, body, ledger = 'main', contentType = 'application/json') {
    const answer = accounts(this.state, {
      requestId: Buffer.alloc(16),
      clientId: 'c',
      sequence: 0n,
      notAfter: 0n,
      shardKey: ledger,
      operation,
      contentType,
      body: Buffer.from(body),
    });
    if (answer.status === 'OK') this.state.apply(answer.writes);
    return answer;
  }

  /** @param {Parameters<Bank['ask']>} asked */
  say(...asked) {
    const { status, output } = this.ask(...asked);
    return `${status === 'OK' ? '' : 'REFUSED '}${output}`;
  }

  /** @param {string} account @param {string} ledger */
  value(account, ledger = 'main') {
    return this.state.get(Buffer.from(`${ledger}\0${account}`))?.toString();
  }

  entries() {
    return [...this.state.entries()].map(([key, value]) => `${key} ${value}`).sort();
  }
}

const open = (/** @type {string} */ account, /** @type {string} */ overdraft) => `{"account":"${account}","overdraft":"${overdraft}"}`;
const get = (/** @type {string} */ account) => `{"account":"${account}"}`;
const increment = (/** @type {string} */ account, /** @type {string} */ amount) => `{"account":"${account}","amount":"${amount}"}`;
const transfer = (/** @type {string} */ from, /** @type {string} */ to, /** @type {string} */ amount) =>
  `{"amount":"${amount}","from":"${from}","to":"${to}"}`;

/** poor 0, rich 1000, full at the top, deep at the bottom without limit, limited 12.25 down to -100.25. */
function bank() {
  const filled = new Bank();
  filled.ask('OPEN', open('poor', 'none'));
  filled.ask('OPEN', open('rich', 'none'));
  filled.ask('INCREMENT', increment('rich', '1000'));
  filled.ask('OPEN', open('full', 'none'));
  filled.ask('INCREMENT', increment('full', NINES));
  filled.ask('OPEN', open('deep', 'unlimited'));
  filled.ask('INCREMENT', increment('deep', `-${NINES}`));
  filled.ask('OPEN', open('limited', '100.250'));
  filled.ask('INCREMENT', increment('limited', '12.25'));
  return filled;
}

/** In the order of docs/accounts.md. @type {[string, [string, string][]][]} */
const REFUSALS = [
  ['BAD_REQUEST', [
    ['OPEN', '[]'], ['OPEN', 'null'], ['OPEN', '"x"'], ['OPEN', '{}'], ['NOPE', '7'], ['OPEN', get('new')], ['OPEN', 'no JSON'],
    ['OPEN', '{"account":"new","overdraft":null}'], ['OPEN', '{"account":"new","overdraft":5}'],
    ['OPEN', '{"account":7,"overdraft":"none"}'], ['OPEN', '{"account":["new"],"overdraft":"none"}'],
    ['OPEN', '{"account":{"account":"new"},"overdraft":"none"}'], ['OPEN', '{"account":"new","extra":"1","overdraft":"none"}'],
    ['OPEN', '{"Account":"new","overdraft":"none"}'], ['OPEN', open('', 'bad')], ['OPEN', open(NAME_129, 'none')],
    ['OPEN', open('a\\u0000b', 'none')], ['TRANSFER', transfer('poor', '\\u0000', '1')], ['GET', get('')],
    ['GET', open('poor', 'none')], ['INCREMENT', '{"account":"poor","amount":1}'], ['INCREMENT', '{"account":"poor","amount":true}'],
    ['TRANSFER', transfer('', 'poor', 'x')], ['TRANSFER', transfer('poor', '', 'x')], ['GET', '{"__proto__":{"account":"poor"}}'],
  ]],
  ['UNKNOWN_OPERATION', [
    ['NOPE', '{}'], ['open', open('new', 'none')], ['', '{}'], [' GET', get('poor')], ['constructor', '{}'], ['__proto__', '{}'],
    ['toString', '{}'],
  ]],
  ['BAD_AMOUNT', [
    ['OPEN', open('poor', 'NONE')], ['OPEN', open('new', '')], ['OPEN', open('new', '-1')], ['OPEN', open('new', '-0.00000001')],
    ['INCREMENT', increment('nobody', 'x')], ['TRANSFER', transfer('poor', 'poor', '0')], ['TRANSFER', transfer('poor', 'rich', '-0')],
    ['TRANSFER', transfer('poor', 'rich', '0.00000000')], ['TRANSFER', transfer('poor', 'rich', '-1')],
    ...[
      '', ' ', '+1', '1e3', '1E3', '1.', '.5', '-', '-.5', '--1', '1.1.1', '1,5', ' 1', '1 ', '0x10', 'NaN', 'Infinity', '1_000', '１',
      '٣', '1000000000000000000', '0000000000000000001', '1.000000001', '1.-1', '-1.-1', '1-', 'none', '1f', '\\u0000', '1\\u0000', '1\\n',
    ].map((text) => /** @type {[string, string]} */ (['INCREMENT', increment('rich', text)])),
  ]],
  ['SAME_ACCOUNT', [['TRANSFER', transfer('nobody', 'nobody', '1')], ['TRANSFER', transfer('poor', 'poor', '1')]]],
  ['UNKNOWN_ACCOUNT', [
    ['GET', get('nobody')], ['GET', get('Poor')], ['INCREMENT', increment('nobody', '-1')], ['TRANSFER', transfer('nobody', 'poor', '1')],
    ['TRANSFER', transfer('poor', 'nobody', '1')],
  ]],
  ['ALREADY_OPEN', [['OPEN', open('poor', 'unlimited')]]],
  ['INSUFFICIENT_FUNDS', [
    ['INCREMENT', increment('poor', '-0.00000001')], ['INCREMENT', increment('limited', '-112.50000001')],
    ['TRANSFER', transfer('poor', 'full', '1')], ['TRANSFER', transfer('limited', 'poor', '113')],
  ]],
  ['OUT_OF_RANGE', [
    ['INCREMENT', increment('full', '0.00000001')], ['INCREMENT', increment('full', NINES)],
    ['INCREMENT', increment('deep', '-0.00000001')], ['TRANSFER', transfer('rich', 'full', '1')],
    ['TRANSFER', transfer('deep', 'poor', '1')], ['TRANSFER', transfer('deep', 'full', NINES)],
  ]],
];

for (const [error, asked] of REFUSALS) {
  test(`refuses with ${error} and writes nothing`, () => {
    const filled = bank();
    const before = filled.entries();
    for (const [operation, body] of asked) {
      const { status, contentType, output, writes } = filled.ask(operation, body);
      assert.deepEqual(
        { status, contentType, output: output.toString(), writes },
        { status: 'REFUSED', contentType: 'application/json', output: `{"error":"${error}"}`, writes: [] },
        `${operation} ${body}`,
      );
    }
    assert.deepEqual(filled.entries(), before);
  });
}

/** @type {[string, string, string, string][]} */
const SHOWN = [
  ['GET', get('poor'), 'poor', '0'],
  ['GET', get('full'), 'full', NINES],
  ['GET', get('deep'), 'deep', `-${NINES}`],
  ['OPEN', open('new', '0'), 'new', '0'],
  ['OPEN', open(NAME_128, 'none'), NAME_128, '0'],
  ['OPEN', open('new', '-0'), 'new', '0'],
  ['INCREMENT', increment('poor', '-0'), 'poor', '0'],
  ['INCREMENT', increment('poor', '-0.0'), 'poor', '0'],
  ['INCREMENT', increment('poor', '000000000000000012.50000000'), 'poor', '12.5'],
  ['INCREMENT', increment('poor', '0.00000001'), 'poor', '0.00000001'],
  ['INCREMENT', increment('limited', '-112.5'), 'limited', '-100.25'],
  ['INCREMENT', increment('limited', '-12.26'), 'limited', '-0.01'],
  ['INCREMENT', increment('limited', '-12.75'), 'limited', '-0.5'],
  ['INCREMENT', increment('full', `-${NINES}`), 'full', '0'],
  ['INCREMENT', increment('deep', NINES), 'deep', '0'],
  ['INCREMENT', increment('full', '-0.99999999'), 'full', '999999999999999999'],
];

test('executes operations and shows balances in shortest form', () => {
  for (const [operation, body, account, balance] of SHOWN) {
    assert.deepEqual(JSON.parse(bank().say(operation, body)), { account, balance }, `${operation} ${body}`);
  }
  assert.deepEqual(JSON.parse(bank().say('TRANSFER', transfer('rich', 'poor', '0.1'))), {
    from: { account: 'rich', balance: '999.9' },
    to: { account: 'poor', balance: '0.1' },
  });
});

test('stores accounts in shortest form, separately for each ledger', () => {
  const filled = bank();
  assert.equal(filled.value('poor'), '0|none');
  assert.equal(filled.value('deep'), `-${NINES}|unlimited`);
  assert.equal(filled.value('limited'), '12.25|100.25');
  filled.ask('OPEN', open('zero', '-0.00'));
  assert.equal(filled.value('zero'), '0|0');
  assert.equal(filled.say('GET', get('rich'), 'other'), 'REFUSED {"error":"UNKNOWN_ACCOUNT"}');
  filled.ask('OPEN', open('rich', 'unlimited'), 'other');
  assert.equal(filled.value('rich', 'other'), '0|unlimited');
  assert.equal(filled.value('rich'), '1000|none');
});

test('writes changed accounts only', () => {
  const filled = bank();
  assert.equal(filled.ask('GET', get('rich')).writes.length, 0);
  assert.equal(filled.ask('INCREMENT', increment('rich', '0')).writes.length, 1);
  const keys = filled.ask('TRANSFER', transfer('rich', 'poor', '5')).writes.map(({ key }) => key.toString());
  assert.deepEqual(keys.sort(), ['main\0poor', 'main\0rich']);
});

test('refuses other content types than JSON, and ledger names with a NUL character', () => {
  for (const type of ['', 'text/plain', 'Application/JSON', 'application/json; charset=utf-8']) {
    assert.equal(bank().say('GET', get('rich'), 'main', type), 'REFUSED {"error":"BAD_REQUEST"}');
  }
  assert.equal(bank().say('OPEN', open('c', 'none'), 'a\0b'), 'REFUSED {"error":"BAD_REQUEST"}');
});

test('accepts any characters in a name up to 128 bytes', () => {
  const fresh = new Bank();
  for (const name of ['a', '|', 'a|b', '\\"', '\\\\', '/', '</script>', '\u2028', '\\u0001\\n', '日本', '😀'.repeat(32), '__proto__']) {
    assert.match(fresh.say('OPEN', open(name, 'none')), /^\{"account":/u, name);
  }
  assert.match(fresh.say('OPEN', open(`${'😀'.repeat(32)}a`, 'none')), /BAD_REQUEST/u);
  assert.match(fresh.say('OPEN', open('日'.repeat(43), 'none')), /BAD_REQUEST/u);
  assert.match(fresh.say('OPEN', open(`${'日'.repeat(42)}aa`, 'none')), /^\{"account":/u);
});
