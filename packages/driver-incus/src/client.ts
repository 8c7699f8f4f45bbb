import { DriverError } from '@springboard/environments/driver.ts';
import type { Dispatcher } from 'undici';
import WebSocket from 'ws';
import type { z } from 'zod';
import { type Endpoint, httpDispatcher, httpOrigin, webSocketTarget } from './endpoint.ts';
import { errorCode, IncusError } from './errors.ts';
import { Operation, Reply } from './incus-types.ts';
import { OperationWatcher } from './operations.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface CallOptions {
  /** Incus project; `default` when absent. */
  readonly project?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Thin client of Incus's REST API: requests, operations, WebSockets. Throws `IncusError`, or what the socket threw. */
export class IncusClient {
  readonly endpoint: Endpoint;
  readonly #dispatcher: Dispatcher;
  readonly #watcher: OperationWatcher;

  constructor(endpoint: Endpoint) {
    this.endpoint = endpoint;
    this.#dispatcher = httpDispatcher(endpoint);
    this.#watcher = new OperationWatcher({
      openEvents: () => this.#openWebSocket('/1.0/events?type=operation&all-projects=true', true),
      waitByRequest: (id, signal) => this.#waitByRequest(id, signal),
    });
  }

  /** Reads an object. */
  async get<T>(path: string, schema: z.ZodType<T>, options: CallOptions = {}): Promise<T> {
    const call = () => this.#call('GET', path, undefined, options);
    const reply = await call().catch((error: unknown) => {
      // A kept connection that the engine closed, as a restarted one does, shows only at its next use.
      const code = errorCode(error);
      if (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE') return call();
      throw error;
    });
    return schema.parse(reply.metadata);
  }

  /** A change that Incus answers when it is done. Not abortable half-way: what was begun is awaited. */
  async change(
    method: Method,
    path: string,
    body: unknown,
    options: Omit<CallOptions, 'signal'> = {},
  ): Promise<void> {
    await this.#call(method, path, body, options);
  }

  /**
   * Starts an operation in the background of the engine. `finished` resolves with it when it succeeded, and throws
   * `IncusError` when it failed; aborting `signal` ends the waiting and not the operation.
   */
  async start(
    method: Method,
    path: string,
    body: unknown,
    options: CallOptions = {},
  ): Promise<{ operation: Operation; finished: (signal?: AbortSignal) => Promise<Operation> }> {
    const mark = await this.#watcher.mark();
    const { signal, ...rest } = options;
    signal?.throwIfAborted();
    const reply = await this.#call(method, path, body, rest);
    if (reply.type !== 'async')
      throw new DriverError('failed', `Incus answered ${path} without an operation.`);
    const operation = Operation.parse(reply.metadata);
    return { operation, finished: (until = signal) => this.#watcher.finished(operation, mark, until) };
  }

  /** Starts an operation and waits for its end. */
  async run(method: Method, path: string, body: unknown, options: CallOptions = {}): Promise<Operation> {
    return (await this.start(method, path, body, options)).finished();
  }

  /** Waits for an operation that somebody else started. */
  async waitFor(operation: Operation, signal?: AbortSignal): Promise<void> {
    await this.#watcher.finished(operation, undefined, signal);
  }

  /**
   * One stream of an operation, such as a descriptor of an exec. It is still connecting; the caller listens for `open` and
   * `error`. Pings are not answered: the engine does not ask for it, closes a stream right after its last byte, and an answer
   * written then would be an error of the socket that discards what has not been read yet.
   */
  openStream(operation: Operation, secret: string): WebSocket {
    const path = `/1.0/operations/${operation.id}/websocket?secret=${encodeURIComponent(secret)}`;
    return this.#openWebSocket(path, false);
  }

  #openWebSocket(path: string, autoPong: boolean): WebSocket {
    const { url, options } = webSocketTarget(this.endpoint, path);
    return new WebSocket(url, { ...options, autoPong });
  }

  /** For tests: the event stream breaks, as it does when the engine restarts. */
  breakEvents(): void {
    this.#watcher.close();
  }

  async close(): Promise<void> {
    this.#watcher.close();
    await this.#dispatcher.destroy();
  }

  async #call(
    method: Method,
    path: string,
    body: unknown,
    options: CallOptions,
  ): Promise<z.infer<typeof Reply>> {
    const query = new URLSearchParams({
      ...(options.project === undefined ? {} : { project: options.project }),
      ...options.query,
    });
    const response = await this.#dispatcher.request({
      origin: httpOrigin(this.endpoint),
      method,
      path: query.size === 0 ? path : `${path}?${query}`,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const reply = Reply.safeParse(await response.body.json().catch(() => undefined));
    if (!reply.success)
      throw new IncusError(response.statusCode, `answered ${path} with something else than Incus's JSON`);
    if (reply.data.type === 'error') {
      throw new IncusError(reply.data.error_code || response.statusCode, reply.data.error);
    }
    return reply.data;
  }

  /** Safety net for when no event can tell: the engine holds the request open until the operation ends. */
  async #waitByRequest(id: string, signal: AbortSignal | undefined): Promise<Operation> {
    for (;;) {
      const query = { timeout: '60' };
      const operation = await this.get(`/1.0/operations/${id}/wait`, Operation, { query, signal });
      if (operation.status_code >= 200) return operation;
    }
  }
}
