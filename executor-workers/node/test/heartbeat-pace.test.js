// @ts-check
/** When empty batches follow each other by policy.heartbeat, and when they become rare. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HeartbeatPace, RAREST_MS } from '../src/worker/heartbeat-pace.js';

const DEFAULTS = { deadline: 5_000n, heartbeat: 500n, maxStep: 2_000n, maxOpenBallots: 10_000, operations: [] };
/** Deadline, maxStep, and one heartbeat, so that it does not matter when the first record was appended. */
const ACTIVE = 7_500;

/** One partition that writes each heartbeat when it is due. @param {import('../src/worker/heartbeat-pace.js').Policy} policy */
function partition(policy, now = 70) {
  const pace = new HeartbeatPace();
  return {
    pace,
    now: () => now,
    /** @param {number} entries @param {import('../src/worker/heartbeat-pace.js').Policy} [by] */
    announce(entries, by = policy, after = 0) {
      now += after;
      pace.written(now, entries, by);
    },
    /** @param {number} count @returns {number[]} ms between them */
    beats(count) {
      return Array.from({ length: count }, () => {
        const interval = pace.dueIn(now);
        now += interval;
        pace.written(now, 0, policy);
        return interval;
      });
    },
    /** Ms of the heartbeats that follow each other by policy.heartbeat. */
    active() {
      const begin = now;
      while (pace.dueIn(now) === Number(policy.heartbeat)) this.beats(1);
      return now - begin;
    },
  };
}

test('writes at once after a start, and is active as after an entry', () => {
  const one = partition(DEFAULTS);
  assert.equal(one.pace.dueIn(0), 0);
  assert.ok(!one.pace.mayJoin(one.now()));
  one.announce(0);
  assert.equal(one.active(), ACTIVE);
});

test('doubles the time between heartbeats to 10 s, and is steady again after an entry', () => {
  const one = partition(DEFAULTS);
  one.announce(1);
  assert.ok(!one.pace.mayJoin(one.now() + 400), 'joins no others while it is active');
  one.active();
  assert.deepEqual(one.beats(6), [1_000, 2_000, 4_000, 8_000, RAREST_MS, RAREST_MS]);
  assert.ok(!one.pace.mayJoin(one.now() + 4_999));
  assert.ok(one.pace.mayJoin(one.now() + 5_000));
  one.announce(1, DEFAULTS, 3_000);
  assert.deepEqual(one.beats(2), [500, 500]);
});

test('is active until the last deadline has passed', () => {
  const audits = partition({ ...DEFAULTS, operations: [{ deadline: 20_000n }, { deadline: 1n }] });
  audits.announce(0);
  assert.equal(audits.active(), 22_500);

  const changed = partition({ ...DEFAULTS, deadline: 1_000n, heartbeat: 100n });
  changed.announce(1, { ...DEFAULTS, deadline: 60_000n });
  changed.announce(1);
  assert.ok(changed.active() >= 60_000, 'ballots keep the deadline of an earlier policy');

  const cut = partition({ ...DEFAULTS, heartbeat: 5_000n, maxStep: 1_000n });
  cut.announce(0);
  assert.ok(cut.active() >= 6 * 5_000, 'each heartbeat moves elapsed time by maxStep at most');

  const held = partition(DEFAULTS);
  held.announce(0);
  held.announce(0, DEFAULTS, 60_000);
  assert.equal(held.active(), ACTIVE - 500, 'one that was held up counts once');

  const many = partition({ ...DEFAULTS, maxOpenBallots: 100 });
  many.announce(300);
  assert.equal(many.active(), 3 * 5_000 + ACTIVE, 'the last ballot waits for the deadlines of earlier ones');

  const slow = partition({ ...DEFAULTS, maxOpenBallots: 100 });
  for (let i = 0; i < 10_000; i++) slow.announce(1, DEFAULTS, 100);
  assert.ok(slow.active() <= ACTIVE + 1_000, 'entries that come slowly do not sum up');
});

test('keeps a heartbeat of more than 10 s, and an endless deadline', () => {
  const endless = 2n ** 63n - 1n;
  for (const policy of [{ ...DEFAULTS, heartbeat: 30_000n }, { ...DEFAULTS, deadline: endless, maxStep: endless }]) {
    const one = partition(policy);
    one.announce(1);
    assert.ok(one.beats(1_000).every((interval) => interval === Number(policy.heartbeat)));
  }
});
