// @ts-check
import { createServer } from 'node:http';

/**
 * Answers `GET /health` and `GET /metrics` on the loopback address.
 * @param {number} port 0 for none
 * @param {() => boolean} isHealthy
 * @param {() => string} metrics
 * @returns {Promise<() => void>} closes it
 */
export async function startHealthServer(port, isHealthy, metrics) {
  if (port === 0) return () => {};
  const server = createServer((request, response) => {
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
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', () => resolve(undefined)));
  return () => {
    server.close();
    server.closeAllConnections();
  };
}
