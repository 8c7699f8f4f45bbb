import type WebSocket from 'ws';
import { IncusError } from './errors.ts';
import { Event, Operation, parsedJson } from './incus-types.ts';

interface Sources {
  readonly openEvents: () => WebSocket;
  /** The operation once it has ended. */
  readonly waitByRequest: (id: string, signal: AbortSignal) => Promise<Operation>;
  /** The operation as it is now. */
  readonly look: (id: string, signal: AbortSignal) => Promise<Operation>;
  /** Milliseconds without an event after which the operation is looked at. */
  readonly lookAfterMs: number;
}

/** The engine pings every 10 s; a stream silent for so many milliseconds is dead, whatever TCP believes. */
const silenceLimit = 45_000;

/** Operations that ended before anybody waited for them; far more than can be in flight at once. */
const rememberedEnds = 500;

interface Stream {
  readonly socket: WebSocket;
  readonly opened: Promise<boolean>;
  readonly ended: Map<string, Operation>;
  readonly waiting: Map<string, (operation: Operation | undefined) => void>;
}

/**
 * Learns of the ends of operations from the engine's event stream: one WebSocket, opened when first needed. Where the stream
 * broke, or began after the operation, the engine's own wait request takes over, and while the stream tells nothing of an operation it is
 * looked at now and then, so that no end is missed.
 */
export class OperationWatcher {
  readonly #sources: Sources;
  #stream: Stream | undefined;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Call before an operation is started: names the stream that will see its end, or undefined when there is none. */
  async mark(): Promise<object | undefined> {
    this.#stream ??= this.#open();
    const stream = this.#stream;
    return (await stream.opened) ? stream : undefined;
  }

  /** The operation once it has succeeded; throws `IncusError` with its error when it has not. */
  async finished(operation: Operation, mark: object | undefined, signal: AbortSignal): Promise<Operation> {
    signal.throwIfAborted();
    let end = ended(operation);
    for (let silenceMs = this.#sources.lookAfterMs; ; silenceMs *= 2) {
      const stream = this.#stream;
      if (end !== undefined || stream === undefined || stream !== mark) break;
      end = await this.#endFromStream(stream, operation.id, silenceMs, signal);
      if (end === undefined && stream === this.#stream) {
        end = ended(await this.#sources.look(operation.id, signal));
      }
    }
    end ??= await this.#sources.waitByRequest(operation.id, signal);
    if (end.status_code === 200) return end;
    // An operation's status code says only that it failed (400) or was cancelled (401), not why.
    throw new IncusError(400, end.err || 'the operation was cancelled in the engine');
  }

  close(): void {
    this.#stream?.socket.terminate();
    this.#stream = undefined;
  }

  #open(): Stream {
    const socket = this.#sources.openEvents();
    const stream: Stream = {
      socket,
      ended: new Map(),
      waiting: new Map(),
      opened: new Promise((resolve) => {
        socket.once('open', () => resolve(true));
        socket.once('close', () => resolve(false));
      }),
    };
    const silence = setTimeout(() => socket.terminate(), silenceLimit).unref();
    socket.on('ping', () => silence.refresh());
    socket.on('error', () => undefined); // `close` follows each error.
    socket.on('message', (data) => this.#onMessage(stream, data.toString()));
    socket.once('close', () => {
      clearTimeout(silence);
      if (this.#stream === stream) this.#stream = undefined;
      for (const settle of stream.waiting.values()) settle(undefined);
      stream.waiting.clear();
    });
    return stream;
  }

  #onMessage(stream: Stream, text: string): void {
    const event = Event.safeParse(parsedJson(text));
    const operation = Operation.safeParse(event.data?.metadata);
    if (!operation.success || operation.data.status_code < 200) return;
    const waiting = stream.waiting.get(operation.data.id);
    if (waiting !== undefined) {
      waiting(operation.data);
      return;
    }
    stream.ended.set(operation.data.id, operation.data);
    const [oldest] = stream.ended.keys();
    if (stream.ended.size > rememberedEnds && oldest !== undefined) stream.ended.delete(oldest);
  }

  /** Undefined when the stream broke meanwhile, or told nothing of the operation for so long. */
  async #endFromStream(
    stream: Stream,
    id: string,
    silenceMs: number,
    signal: AbortSignal,
  ): Promise<Operation | undefined> {
    const known = stream.ended.get(id);
    if (known !== undefined) {
      stream.ended.delete(id);
      return known;
    }
    const { promise, resolve, reject } = Promise.withResolvers<Operation | undefined>();
    const onAbort = () => reject(signal.reason);
    const timer = setTimeout(() => resolve(undefined), silenceMs);
    stream.waiting.set(id, resolve);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      stream.waiting.delete(id);
      signal.removeEventListener('abort', onAbort);
    }
  }
}

function ended(operation: Operation): Operation | undefined {
  return operation.status_code >= 200 ? operation : undefined;
}
