// @ts-check
/** The SDK: what a service needs, and the way to run one as an executor. */
export { ok, put, refused, remove, JSON_TYPE } from './answer.js';
export { main } from './cli.js';
