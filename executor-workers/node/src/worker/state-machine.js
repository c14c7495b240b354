// @ts-check
import { EMPTY, ZERO_HASH } from '../bytes.js';
import { encodeSingle } from '../codec/single-object.js';
import { RESPONSE } from '../codec/types.js';
import { log } from '../process/log.js';
import { nextState } from '../state/digest.js';
import { StateTree } from '../state/tree.js';
import { executeGuarded } from './guarded.js';

/**
 * A ROOT-signed Void as one partition has read it (PROTOCOL 5): after the request at `offset` the state digest chain is
 * `postState`; `position` is the offset of the Void entry itself.
 * @typedef {{offset: bigint, postState: Buffer, position: bigint}} StateVoid
 *
 * A response and the exact bytes of it that a batch's root covers.
 * @typedef {{response: any, encoded: Buffer}} Item
 */

/** A service's state and its answers, request by request: the chain, the tree, and a root where it is due (PROTOCOL 7). */
export class StateMachine {
  #service;
  #voids;
  #state;
  #chain;
  #lastAdmitted;

  /**
   * @param {import('../answer.js').Service} service
   * @param {Map<bigint, StateVoid>} voids by the offset of the request
   * @param {{state: StateTree, postState: Buffer, businessOffset: bigint} | null} verifiedSnapshot a verified state to continue from
   */
  constructor(service, voids = new Map(), verifiedSnapshot = null) {
    this.#service = service;
    this.#voids = voids;
    this.#state = verifiedSnapshot?.state ?? new StateTree();
    this.#chain = verifiedSnapshot?.postState ?? ZERO_HASH;
    this.#lastAdmitted = verifiedSnapshot?.businessOffset ?? 0n;
  }

  /**
   * @param {bigint} offset of the request
   * @param {Buffer} requestHash SHA-256 of the record's value
   * @param {import('../answer.js').Request} request
   * @param {{stateful: boolean, checkpointInterval: number, maxOutput: number}} policy
   * @returns {Item}
   */
  answer(offset, requestHash, request, policy) {
    const answer = executeGuarded(this.#service, this.#state, request, policy.maxOutput);
    const pre = this.#chain;
    const writes = policy.stateful ? answer.writes : [];
    const post = nextState(pre, writes);
    if (!this.#isVoid(offset, pre, post)) {
      this.#state.apply(writes);
      this.#chain = post;
    }
    const response = {
      businessOffset: offset,
      requestHash,
      preState: policy.stateful ? pre : EMPTY,
      postState: policy.stateful ? post : EMPTY,
      stateRoot: this.#isRootDue(offset, policy) ? this.#state.root() : EMPTY,
      status: answer.status,
      contentType: answer.contentType,
      output: answer.output,
      writes,
    };
    this.#lastAdmitted = offset;
    return { response, encoded: encodeSingle(RESPONSE, response) };
  }

  /** @param {bigint} offset @param {{stateful: boolean, checkpointInterval: number}} policy */
  #isRootDue(offset, { stateful, checkpointInterval }) {
    const interval = BigInt(checkpointInterval);
    return stateful && offset / interval > this.#lastAdmitted / interval;
  }

  /** Whether a Void takes the request's effect away; one that names an unreachable state is only logged.
   * @param {bigint} offset @param {Buffer} pre @param {Buffer} post */
  #isVoid(offset, pre, post) {
    const stateVoid = this.#voids.get(offset);
    if (stateVoid === undefined || stateVoid.postState.equals(post)) return false;
    if (stateVoid.postState.equals(pre)) return true;
    log.error('state_unreachable', {
      offset,
      voids: stateVoid.postState.toString('hex'),
      own: post.toString('hex'),
      note: 'goes on diverged',
    });
    return false;
  }
}
