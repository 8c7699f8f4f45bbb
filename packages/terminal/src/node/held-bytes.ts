import type { Duplex, Readable, Writable } from 'node:stream';

/** Bytes that a connection may have lying in the gateway, in all its streams: a client that reads nothing has a few MiB in each. */
export const mostHeldBytes = 64 * 2 ** 20;

/**
 * Counts what lies in the gateway for one connection, and gives up on one that has too much. ssh2 takes data beyond the window that it
 * granted, and writes on to a socket that nobody reads; so a client or a node that keeps to no rules could fill the gateway's memory.
 */
export class HeldBytes {
  readonly #tooMuch: (bytes: number) => void;
  readonly #streams = new Set<Partial<Pick<Readable & Writable, 'readableLength' | 'writableLength'>>>();

  constructor(tooMuch: (bytes: number) => void) {
    this.#tooMuch = tooMuch;
  }

  /** Counts it in until the answered function is called. */
  add(stream: Readable | Writable): () => void {
    this.#streams.add(stream);
    return () => this.#streams.delete(stream);
  }

  /** Counts a socket in, and looks at all of them with each piece that it brings. */
  watch(socket: Duplex): void {
    const forget = this.add(socket);
    socket.on('data', () => this.#look());
    socket.on('close', forget);
  }

  #look(): void {
    let bytes = 0;
    for (const { readableLength = 0, writableLength = 0 } of this.#streams)
      bytes += readableLength + writableLength;
    if (bytes > mostHeldBytes) this.#tooMuch(bytes);
  }
}
