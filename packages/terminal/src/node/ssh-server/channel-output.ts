import type { Socket } from 'node:net';
import type ssh2 from 'ssh2';
import { writeTo } from './pipe.ts';

/** How a program ended: by itself with a code, or by a signal. */
export type Exit =
  | { readonly code: number }
  | { readonly signal: string; readonly coreDumped: boolean; readonly text: string };

/** The exit code of `ssh` itself, for whatever is not the program's doing. */
export const ownFailure: Exit = { code: 255 };

/** What a client is sent over one channel: output and errors in their order, then the end. */
export class ChannelOutput {
  readonly #channel: ssh2.ServerChannel;
  readonly #socket: Socket;
  #last: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(channel: ssh2.ServerChannel, socket: Socket) {
    this.#channel = channel;
    this.#socket = socket;
    // A channel that breaks is closed, which is heard elsewhere.
    channel.on('error', () => {});
    channel.stderr.on('error', () => {});
  }

  /** Resolves when there is room for more. */
  write(data: Buffer): Promise<void> {
    return this.#inTurn(() => writeTo(this.#channel, data, this.#socket));
  }

  writeError(data: Buffer): Promise<void> {
    return this.#inTurn(() => writeTo(this.#channel.stderr, data, this.#socket));
  }

  /** The last output goes out before it. */
  end(exit: Exit): void {
    if (this.#ended) return;
    void this.#inTurn(async () => tellExit(this.#channel, exit));
    void this.#last.then(() => this.#channel.end());
    this.#ended = true;
  }

  /**
   * One after the other: ssh2 keeps one piece that waits for the window for output and errors together, forgets neither when it is sent, and so
   * would send an old one again.
   */
  #inTurn(send: () => Promise<void>): Promise<void> {
    if (this.#ended) return Promise.resolve();
    this.#last = this.#last.then(send).then(
      () => {
        const waiting = this.#channel as unknown as Record<string, unknown>;
        for (const name of ['_chunk', '_chunkcb', '_chunkErr', '_chunkcbErr']) waiting[name] = undefined;
      },
      // The client is gone.
      () => {},
    );
    return this.#last;
  }
}

function tellExit(channel: ssh2.ServerChannel, exit: Exit): void {
  try {
    if ('code' in exit) channel.exit(exit.code);
    else channel.exit(exit.signal, exit.coreDumped, exit.text);
  } catch {
    // A signal that no system has: the node may say what it likes.
    channel.exit(255);
  }
}
