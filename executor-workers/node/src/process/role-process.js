// @ts-check
import { startHealthServer } from './health-server.js';
import { log } from './log.js';
import { LogDamaged } from './retries.js';

const STOP_PATIENCE_MS = 15_000;
const DAMAGED_STATUS = 3;

/**
 * Runs a role as this process: SIGTERM and Ctrl-C let it end in an orderly way, within a bounded time.
 * @param {{run: () => Promise<void>, stop: () => void, isHealthy: () => boolean, metrics: () => string}} role
 * @param {{host: string, port: number}} health port 0 for none
 * @returns {Promise<number>} the exit code
 */
export async function runRole(role, health) {
  const stop = () => {
    role.stop();
    setTimeout(() => {
      log.warn('role_stop_timeout', { role: 'execute', seconds: STOP_PATIENCE_MS / 1_000 });
      process.exit(1);
    }, STOP_PATIENCE_MS).unref();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  log.info('role_started', { role: 'execute', pid: process.pid });
  try {
    const close = await startHealthServer(health, role.isHealthy, role.metrics);
    await role.run();
    close();
    log.info('role_stopped', { role: 'execute' });
    return 0;
  } catch (error) {
    log.error('role_failed', { role: 'execute', error });
    return error instanceof LogDamaged ? DAMAGED_STATUS : 1;
  }
}
