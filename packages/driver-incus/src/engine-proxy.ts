import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** For tests: stands between driver and engine, and can cut every connection or be away, as a restarted engine is. */
export class EngineProxy {
  readonly #engineSocket: string;
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  /** With `tls` it serves HTTPS and wants the client certificate that it trusts, as a remote engine does. */
  constructor(engineSocket: string, tls?: { cert: string; key: string; trustedClient: string }) {
    this.#engineSocket = engineSocket;
    const forward = (from: Socket) => this.#forward(from);
    this.#server =
      tls === undefined
        ? createServer({ allowHalfOpen: true }, forward)
        : createTlsServer(
            {
              cert: tls.cert,
              key: tls.key,
              ca: tls.trustedClient,
              requestCert: true,
              rejectUnauthorized: true,
            },
            forward,
          );
  }

  /** Listens on a socket path, or on a free port of 127.0.0.1, which is returned. */
  async listen(path?: string): Promise<number> {
    if (path === undefined) this.#server.listen(0, '127.0.0.1');
    else {
      await rm(path, { force: true });
      this.#server.listen(path);
    }
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Cuts every connection; new ones are accepted. */
  cut(): void {
    for (const socket of this.#open) socket.destroy();
  }

  /** Cuts every connection and accepts no new ones. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cut();
    await closed;
  }

  #forward(from: Socket): void {
    const to = connect({ path: this.#engineSocket, allowHalfOpen: true });
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      this.#open.add(one);
      one.on('error', () => undefined);
      one.once('close', () => {
        this.#open.delete(one);
        other.destroySoon(); // What is still to be written goes out first.
      });
      one.pipe(other);
    }
  }
}
