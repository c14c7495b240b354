// @ts-check
/**
 * Connections to the brokers, and who leads which partition. Built on the low-level part of the client library: its
 * connections (framing, TLS, SASL) and codecs. What a money executor decides itself is decided here and beside: retries, order,
 * positions. Broken connections are thrown away; every request has a time limit.
 */
import { isIP } from 'node:net';
import { Connection, metadataV12, TimeoutError } from '@platformatic/kafka';

/** @typedef {{host: string, port: number}} Address */
/** @typedef {{addresses: Map<number, Address>, topics: Map<string, Map<number, number>>}} Metadata by topic, by partition, the leader: below 0 while there is none */

/** The code of the first error that a broker answered with; null where there is none, as after a network failure. */
export function brokerErrorOf(/** @type {any} */ error) {
  const first = error?.errors?.[0];
  return typeof first?.apiCode === 'number' ? first.apiCode : null;
}

/** What went wrong, for people. */
export function reasonOf(/** @type {any} */ error) {
  const first = error?.errors?.[0] ?? error;
  return first?.apiId ?? [first?.message ?? error, first?.cause?.message].filter(Boolean).join(' ');
}

export class Cluster {
  #bootstrap;
  #clientId;
  #options;
  /** @type {Map<string, Promise<Connection>>} */
  #connections = new Map();
  /** @type {Map<number, Address>} */
  #addresses = new Map();

  /** @param {Address[]} bootstrap @param {string} clientId @param {import('../process/kafka-options.js').KafkaOptions} options */
  constructor(bootstrap, clientId, options) {
    this.#bootstrap = bootstrap;
    this.#clientId = clientId;
    this.#options = options;
  }

  get options() {
    return this.#options;
  }

  /**
   * One request to one broker.
   * @param {string} purpose requests of one purpose share a connection: brokers answer those of a connection one after the other
   * @param {number} node
   * @param {any} api of the library, or of its kind
   * @param {...any} args
   * @returns {Promise<any>}
   */
  async call(purpose, node, api, ...args) {
    const address = this.#addresses.get(node);
    if (address === undefined) throw new Error(node < 0 ? 'no leader' : `broker ${node} is not known`);
    return this.#request(`${purpose} ${address.host}:${address.port}`, address, api, args);
  }

  /** One request to any broker that answers. @param {any} api @param {...any} args @returns {Promise<any>} */
  async callAny(api, ...args) {
    let failure;
    for (const address of [...this.#addresses.values(), ...this.#bootstrap]) {
      try {
        return await this.#request(`any ${address.host}:${address.port}`, address, api, args);
      } catch (error) {
        failure = error;
        if (brokerErrorOf(error) !== null) break;
      }
    }
    throw failure;
  }

  /** The leaders of the partitions of these topics. @param {string[]} topics @returns {Promise<Metadata>} */
  async metadata(topics) {
    const response = await this.callAny(metadataV12.api, topics, false, false).catch((error) => {
      // An error of one topic or partition is thrown as an error that carries the whole response.
      if (error?.response === undefined) throw error;
      return error.response;
    });
    for (const { nodeId, host, port } of response.brokers) this.#addresses.set(nodeId, { host, port });
    const leadersOf = (/** @type {any} */ topic) =>
      new Map(topic.partitions.map((/** @type {any} */ one) => [one.partitionIndex, one.leaderId]));
    return {
      addresses: this.#addresses,
      topics: new Map(response.topics.map((/** @type {any} */ topic) => [topic.name, leadersOf(topic)])),
    };
  }

  /** @param {number} node @param {Address} address */
  learn(node, address) {
    this.#addresses.set(node, address);
  }

  /** @param {string} name @param {Address} address @param {any} api @param {any[]} args */
  async #request(name, address, api, args) {
    const connection = await this.#connected(name, address);
    try {
      return await api.async(connection, ...args);
    } catch (error) {
      // After a time-out the answer may still come, and could not be matched with its request.
      if (error instanceof TimeoutError || brokerErrorOf(error) === null) this.#drop(name, connection);
      throw error;
    }
  }

  /** @param {string} name @param {Address} address @returns {Promise<Connection>} */
  #connected(name, address) {
    const known = this.#connections.get(name);
    if (known !== undefined) return known;
    const connection = new Connection(this.#clientId, {
      connectTimeout: this.#options.connectTimeout,
      requestTimeout: this.#options.requestTimeout,
      maxInflights: 64,
      ...(this.#options.tls ? { tls: this.#options.tls, tlsServerName: isIP(address.host) === 0 } : {}),
      ...(this.#options.sasl ? { sasl: this.#options.sasl } : {}),
    });
    connection.on('error', () => this.#drop(name, connection));
    connection.on('close', () => this.#drop(name, connection));
    const connected = /** @type {Promise<void>} */ (connection.connect(address.host, address.port)).then(
      () => connection,
      (/** @type {Error} */ error) => {
        this.#drop(name, connection);
        throw error;
      },
    );
    connected.catch(() => {});
    this.#connections.set(name, connected);
    this.#owners.set(name, connection);
    return connected;
  }

  /** @type {Map<string, Connection>} */
  #owners = new Map();

  /** @param {string} name @param {Connection} connection */
  #drop(name, connection) {
    if (this.#owners.get(name) === connection) {
      this.#owners.delete(name);
      this.#connections.delete(name);
    }
    connection.close(() => {});
  }

  close() {
    for (const [name, connection] of [...this.#owners]) this.#drop(name, connection);
  }
}
