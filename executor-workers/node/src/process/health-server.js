// @ts-check
import { createServer } from 'node:http';

const CONNECTIONS = 64;
const HEAD_BYTES = 16_384;
const CONNECTION_MS = 5_000;

/**
 * Keeps a number of connections for a time: a further one ends the oldest, so whoever asks at once is answered, however many
 * others keep theirs open.
 * @param {import('node:http').Server} server
 */
function bound(server) {
  /** @type {Set<import('node:net').Socket>} Oldest first. */
  const open = new Set();
  server.on('connection', (socket) => {
    const [oldest] = open;
    if (open.size === CONNECTIONS) {
      open.delete(oldest);
      oldest.destroy();
    }
    open.add(socket);
    const timer = setTimeout(() => socket.destroy(), CONNECTION_MS).unref();
    socket.on('close', () => {
      clearTimeout(timer);
      open.delete(socket);
    });
  });
}

/**
 * Answers `GET /health` and `GET /metrics`; bounded in time, connections and bytes.
 * @param {{host: string, port: number}} address port 0 for none
 * @param {() => boolean} isHealthy
 * @param {() => string} metrics
 * @returns {Promise<() => void>} closes it
 */
export async function startHealthServer({ host, port }, isHealthy, metrics) {
  if (port === 0) return () => {};
  const server = createServer({ maxHeaderSize: HEAD_BYTES }, (request, response) => {
    response.setHeader('connection', 'close');
    const path = request.url?.split('?')[0];
    if (request.method !== 'GET' || (path !== '/health' && path !== '/metrics')) {
      response.writeHead(404).end();
    } else if (path === '/health') {
      const healthy = isHealthy();
      response.writeHead(healthy ? 200 : 503, { 'content-type': 'application/json' }).end(`{"status":"${healthy ? 'UP' : 'DOWN'}"}`);
    } else {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(metrics());
    }
  });
  bound(server);
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, () => resolve(undefined)));
  return () => {
    server.close();
    server.closeAllConnections();
  };
}
