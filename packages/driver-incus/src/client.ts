import { DriverError } from '@springboard/environments/driver.ts';
import type { Dispatcher } from 'undici';
import WebSocket from 'ws';
import type { z } from 'zod';
import { type Deadlines, deadlines, type OperationKind, within } from './deadline.ts';
import { type Endpoint, httpDispatcher, httpOrigin, webSocketTarget } from './endpoint.ts';
import { errorCode, IncusError, isNotFound, OperationForgottenError } from './errors.ts';
import { Operation, parsedJson, Reply } from './incus-types.ts';
import { OperationWatcher } from './operations.ts';

/** The engine is asked for the end of an operation for so long at a time. */
const waitSeconds = 60;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface CallOptions {
  /** Incus project; `default` when absent. */
  readonly project?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

interface OperationOptions extends CallOptions {
  /** How long the operation may take; `state` when absent, and `unlimited` for one that its caller limits. */
  readonly kind?: OperationKind | 'unlimited';
}

/**
 * Thin client of Incus's REST API: requests, operations, WebSockets. Throws `IncusError`, what the socket threw, or `EngineSilentError`: no
 * call waits for ever.
 */
export class IncusClient {
  readonly endpoint: Endpoint;
  readonly #limits: Deadlines;
  readonly #dispatcher: Dispatcher;
  readonly #watcher: OperationWatcher;

  constructor(endpoint: Endpoint, limits: Deadlines = deadlines) {
    this.endpoint = endpoint;
    this.#limits = limits;
    this.#dispatcher = httpDispatcher(endpoint);
    this.#watcher = new OperationWatcher({
      openEvents: () => this.#openWebSocket('/1.0/events?type=operation&all-projects=true', true),
      waitByRequest: (id, signal) => this.#waitByRequest(id, signal),
      look: (id, signal) => remembered(id, this.get(`/1.0/operations/${id}`, Operation, { signal })),
      lookAfterMs: limits.look,
    });
  }

  /** Reads an object. */
  async get<T>(path: string, schema: z.ZodType<T>, options: CallOptions = {}): Promise<T> {
    return this.#read(path, schema, options, this.#limits.read);
  }

  /** Reads what the engine answers only when nothing is at work on an instance any more. */
  async getAtRest<T>(path: string, schema: z.ZodType<T>, options: CallOptions = {}): Promise<T> {
    return this.#read(path, schema, options, this.#limits.operations.state);
  }

  async #read<T>(path: string, schema: z.ZodType<T>, options: CallOptions, limitMs: number): Promise<T> {
    const reply = await within(limitMs, `GET ${path}`, options.signal, (signal) => {
      const call = () => this.#call('GET', path, undefined, options, signal);
      return call().catch((error: unknown) => {
        // A kept connection that the engine closed, as a restarted one does, shows only at its next use.
        const code = errorCode(error);
        if (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE') return call();
        throw error;
      });
    });
    return schema.parse(reply.metadata);
  }

  /** A change that Incus answers when it is done. Not abortable half-way: what was begun is awaited, as long as its limit allows. */
  async change(
    method: Method,
    path: string,
    body: unknown,
    options: Omit<CallOptions, 'signal'> = {},
  ): Promise<void> {
    await within(this.#limits.change, `${method} ${path}`, undefined, (signal) =>
      this.#call(method, path, body, options, signal),
    );
  }

  /**
   * Starts an operation in the background of the engine. `finished` resolves with it when it succeeded, and throws
   * `IncusError` when it failed; aborting `signal` ends the waiting and not the operation.
   */
  async start(
    method: Method,
    path: string,
    body: unknown,
    { signal, kind = 'state', ...options }: OperationOptions = {},
  ): Promise<{ operation: Operation; finished: () => Promise<Operation> }> {
    const call = `${method} ${path}`;
    signal?.throwIfAborted();
    // Without the caller's signal: an operation that nobody knows of could not be waited for before what it works on is removed.
    const { mark, reply } = await within(this.#limits.begin, call, undefined, async (until) => {
      const mark = await this.#watcher.mark();
      until.throwIfAborted();
      return { mark, reply: await this.#call(method, path, body, options, until) };
    });
    if (reply.type !== 'async')
      throw new DriverError('failed', `Incus answered ${path} without an operation.`);
    const operation = Operation.parse(reply.metadata);
    const limitMs = kind === 'unlimited' ? Number.POSITIVE_INFINITY : this.#limits.operations[kind];
    return {
      operation,
      finished: () =>
        within(limitMs, call, signal, (until) => this.#watcher.finished(operation, mark, until)),
    };
  }

  /** Starts an operation and waits for its end. */
  async run(method: Method, path: string, body: unknown, options: OperationOptions = {}): Promise<Operation> {
    return (await this.start(method, path, body, options)).finished();
  }

  /** Waits for an operation that somebody else started, however it ends. */
  async waitFor(operation: Operation, signal?: AbortSignal): Promise<void> {
    const call = `${operation.description || 'an operation'} (${operation.id})`;
    await within(this.#limits.operations.disk, call, signal, (until) =>
      this.#watcher.finished(operation, undefined, until),
    ).catch((error: unknown) => {
      if (!(error instanceof IncusError || error instanceof OperationForgottenError)) throw error;
    });
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
    options: Pick<CallOptions, 'project' | 'query'>,
    signal: AbortSignal,
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
      signal,
    });
    const reply = Reply.safeParse(parsedJson(await response.body.text()));
    if (!reply.success)
      throw new IncusError(response.statusCode, `answered ${path} with something else than Incus's JSON`);
    if (reply.data.type === 'error') {
      throw new IncusError(reply.data.error_code || response.statusCode, reply.data.error);
    }
    return reply.data;
  }

  /** Safety net for when no event can tell: the engine holds the request open until the operation ends. */
  async #waitByRequest(id: string, signal: AbortSignal): Promise<Operation> {
    const limitMs = waitSeconds * 1_000 + this.#limits.read;
    const path = `/1.0/operations/${id}/wait`;
    const query = { timeout: String(waitSeconds) };
    for (;;) {
      const waiting = this.#read(path, Operation, { query, signal }, limitMs);
      const operation = await remembered(id, waiting);
      if (operation.status_code >= 200) return operation;
    }
  }
}

/** The engine forgets an operation seconds after its end, and all of them when it restarts. */
async function remembered(id: string, reading: Promise<Operation>): Promise<Operation> {
  try {
    return await reading;
  } catch (error) {
    throw isNotFound(error) ? new OperationForgottenError(id, { cause: error }) : error;
  }
}
