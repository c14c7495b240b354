// @ts-check
/** Requests to the brokers are bounded by time, and a lone answer goes at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FlushPace, LONGEST_MS, SHORTEST_MS } from '../src/worker/flush-pace.js';

/** The flushes of so many ms with a constant rate of answers a ms.
 * @param {FlushPace} pace @param {number} from @param {number} ms @param {number} rate */
function flushes(pace, from, ms, rate) {
  let count = 0;
  let waiting = 0;
  for (let now = from; now < from + ms; now++) {
    waiting += rate;
    if (waiting >= 1 && pace.isDue(now)) {
      pace.flushed(now, Math.trunc(waiting));
      waiting -= Math.trunc(waiting);
      count++;
    }
  }
  return count;
}

test('a lone answer goes at once', () => {
  const pace = new FlushPace();

  assert.ok(pace.isDue(0));
  assert.ok([199, 200].includes(flushes(pace, 0, 2000, 0.1)));
  flushes(pace, 2000, 1000, 5);
  assert.ok(pace.isDue(3000 + LONGEST_MS));
});

test('there is one flush in an interval', () => {
  const pace = new FlushPace();
  pace.flushed(50, 1);

  assert.ok(!pace.isDue(51));
  assert.ok(pace.isDue(50 + SHORTEST_MS));
  flushes(pace, 100, 1000, 3);
  assert.equal(flushes(pace, 1100, 1000, 3), 1000 / LONGEST_MS);
});

test('flushes are few at every rate', () => {
  for (let rate = 0.05; rate < 5; rate += 0.05) {
    const pace = new FlushPace();
    flushes(pace, 0, 1000, rate);
    assert.ok(flushes(pace, 1000, 1000, rate) <= 260, `at ${rate} answers a ms`);
  }
});

test('a load is forgotten', () => {
  const pace = new FlushPace();
  flushes(pace, 0, 1000, 5);
  flushes(pace, 1000, 600, 0.1);
  assert.ok(pace.interval <= 3);

  pace.flushed(100_000, 100);

  assert.equal(pace.interval, SHORTEST_MS);
});
