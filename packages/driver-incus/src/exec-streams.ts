import { once } from 'node:events';
import type WebSocket from 'ws';

/** SIGALRM: `timeout` takes it for its time limit, and kills the process group. */
const killSignal = 14;

type Descriptor = 0 | 1 | 2 | 'control';

/** Output of one stream up to its limit. */
export interface Collected {
  readonly truncated: boolean;
  bytes(): Uint8Array;
}

/**
 * The four WebSockets of one exec. Bytes travel as binary messages; an empty text message is the end of a stream, in both
 * directions.
 */
export class ExecStreams {
  readonly #sockets: Record<Descriptor, WebSocket>;
  readonly #ends: Promise<boolean>[] = [];

  constructor(open: (fd: Descriptor) => WebSocket) {
    this.#sockets = { 0: open(0), 1: open(1), 2: open(2), control: open('control') };
    // A socket that fails ends the operation in the engine, which is where the error is reported from.
    for (const socket of Object.values(this.#sockets)) socket.on('error', () => undefined);
  }

  collect(fd: 1 | 2, limit: number): Collected {
    const chunks: Buffer[] = [];
    let size = 0;
    let truncated = false;
    const end = Promise.withResolvers<boolean>();
    this.#ends.push(end.promise);
    const socket = this.#sockets[fd];
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (!isBinary) {
        end.resolve(true);
        return;
      }
      const kept = data.subarray(0, limit - size);
      if (kept.length < data.length) truncated = true;
      if (kept.length > 0) chunks.push(kept);
      size += kept.length;
    });
    socket.once('close', () => end.resolve(false));
    return {
      get truncated() {
        return truncated;
      },
      bytes: () => Buffer.concat(chunks),
    };
  }

  /** Writes standard input and closes it. */
  writeAll(input: string | Uint8Array): void {
    const socket = this.#sockets[0];
    socket.once('open', () => {
      const bytes = Buffer.from(input as Uint8Array);
      if (bytes.length > 0) socket.send(bytes, { binary: true }, () => undefined);
      socket.send('', { binary: false }, () => undefined);
    });
  }

  /** Resolves when both outputs have ended; false when one was cut off before its end. */
  async drained(): Promise<boolean> {
    return (await Promise.all(this.#ends)).every((whole) => whole);
  }

  /** Kills the process group; a control channel that is not open yet gets it when it opens. */
  kill(): void {
    const control = this.#sockets.control;
    const send = () =>
      control.send(JSON.stringify({ command: 'signal', signal: killSignal }), () => undefined);
    if (control.readyState === control.OPEN) send();
    else control.once('open', send);
  }

  /** Resolves when bytes can be written to a stream. */
  async opened(fd: Descriptor): Promise<void> {
    const socket = this.#sockets[fd];
    if (socket.readyState === socket.CONNECTING) await once(socket, 'open');
  }

  /** The raw socket of a stream, for callers that do not collect. */
  socket(fd: Descriptor): WebSocket {
    return this.#sockets[fd];
  }

  close(): void {
    for (const socket of Object.values(this.#sockets)) socket.terminate();
  }
}
