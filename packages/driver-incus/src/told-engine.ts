import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';

type Answer = (
  request: { method: string; path: string; body: string },
  reply: (body: object) => void,
) => void;

/** For tests: a socket that answers as it is told, or not at all. Its event stream opens and tells nothing. */
export class ToldEngine {
  /** By default nothing is ever answered. */
  answer: Answer = () => undefined;
  /** Instead of `answer`, for what is no whole answer. */
  raw: ((response: ServerResponse) => void) | undefined;
  /** Requests in order, such as `PUT /1.0/instances/a/state`. */
  readonly asked: string[] = [];
  readonly socket: string;
  readonly #folder: string;
  readonly #open = new Set<Socket>();
  readonly #server = createServer((request, response) => this.#onRequest(request, response));

  private constructor(folder: string) {
    this.#folder = folder;
    this.socket = join(folder, 'unix.socket');
  }

  static async open(): Promise<ToldEngine> {
    const engine = new ToldEngine(await mkdtemp(join(tmpdir(), 'told-engine-')));
    const events = new WebSocketServer({ noServer: true });
    engine.#server.on('connection', (connection: Socket) => engine.#open.add(connection));
    engine.#server.on('upgrade', (request, connection, head) => {
      events.handleUpgrade(request, connection as Socket, head, () => undefined);
    });
    engine.#server.listen(engine.socket);
    await once(engine.#server, 'listening');
    return engine;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const connection of this.#open) connection.destroy();
    await closed;
    await rm(this.#folder, { recursive: true });
  }

  #onRequest(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url?.split('?')[0] ?? '';
    const method = request.method ?? '';
    this.asked.push(`${method} ${path}`);
    if (this.raw !== undefined) this.raw(response);
    else
      void text(request).then((body) =>
        this.answer({ method, path, body }, (answer) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(JSON.stringify(answer));
        }),
      );
  }
}
