// @ts-check
/** The account service as an executor. */
import { accounts } from './service/accounts.js';
import { main } from './src/index.js';

await main(accounts);
