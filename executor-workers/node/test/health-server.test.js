// @ts-check
/** No client stops the health server for others. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { startHealthServer } from '../src/process/health-server.js';

/** @param {(port: number) => Promise<void>} run */
async function served(run) {
  const port = 20_000 + (process.pid % 20_000);
  const close = await startHealthServer({ host: '127.0.0.1', port }, () => true, () => '');
  try {
    await run(port);
  } finally {
    close();
  }
}

/** @param {number} port @param {string | Buffer} bytes @returns {Promise<import('node:net').Socket>} */
async function send(port, bytes) {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.resume();
  await once(socket, 'connect');
  socket.write(bytes);
  return socket;
}

const HALVES = ['', 'GET /hea', 'GET /health HTTP/1.1\r\na: b', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf'];

for (const half of HALVES) {
  test(`a probe is answered beside many connections that send ${JSON.stringify(half)}`, () => served(async (port) => {
    const held = [];
    for (let number = 1; number <= 1000; number++) {
      held.push(await send(port, half));
      if (number % 100 === 0) assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200);
    }
    if (!held[0].closed) await once(held[0], 'close');
    for (const socket of held) socket.destroy();
  }));
}

test('half a request is closed in time', () => served(async (port) => {
  const socket = await send(port, 'GET /hea');
  await once(socket, 'close');
}));

test('health is served amid malformed requests', () => served(async (port) => {
  for (let number = 0; number < 500; number++) {
    const noise = createHash('shake256', { outputLength: 1 + (number * 7) % 900 }).update(`15 ${number}`).digest();
    const socket = await send(port, Buffer.concat([Buffer.from(['GET /health', 'POST ', ''][number % 3]), noise]));
    socket.end();
    if (!socket.closed) await once(socket, 'close');
  }
  assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200);
}));
