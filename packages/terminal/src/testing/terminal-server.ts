import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { closeReasons } from '../common/close.ts';
import type { Role } from '../common/frames.ts';
import { maxClientFrameBytes } from '../common/limits.ts';
import type { TerminalActivity } from '../node/activity.ts';
import type { Log, TerminalAuthority, TerminalGrant } from '../node/authority.ts';
import { Sessions, type SessionsOptions } from '../node/sessions.ts';
import { TerminalSocket } from '../node/socket.ts';
import { RecordingClient, type RecordingOptions } from './recording-client.ts';
import type { TestSshd } from './sshd.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** What is needed of an sshd to open shells on it; another process may have started it. */
export type ReachedSshd = Pick<TestSshd, 'hostKey' | 'privateKey' | 'connect' | 'heldIn'>;

/** A terminal server around a test sshd. Its authority keeps tickets and runs in memory: the real one is tested in the gateway. */
export class TestTerminalServer {
  readonly activities: TerminalActivity[] = [];
  readonly sessions: Sessions;
  /** What is used as the node's; change it to see another node. */
  hostKey: string;
  connect: () => Promise<Duplex>;
  /** Answers whether the node is made to stand still. */
  standsStill: () => Promise<boolean> = async () => false;
  readonly #sshd: ReachedSshd;
  readonly #tickets = new Map<string, TerminalGrant>();
  readonly #runs = new Set<string>();
  readonly #clients: RecordingClient[] = [];
  readonly #http = createServer();
  readonly #sockets = new WebSocketServer({
    server: this.#http,
    maxPayload: maxClientFrameBytes,
    perMessageDeflate: false,
  });

  constructor(sshd: ReachedSshd, options: SessionsOptions = {}) {
    this.#sshd = sshd;
    this.hostKey = sshd.hostKey;
    this.connect = () => sshd.connect();
    const authority: TerminalAuthority = {
      redeem: async (ticket) => {
        const grant = this.#tickets.get(ticket);
        this.#tickets.delete(ticket);
        return grant ?? { refused: 'The ticket was used.', retry: true };
      },
      authorize: async () => true,
      sharing: async () => ({ follows: new Map(), typist: null }),
      followerGone: async () => {},
      claimRun: async (_attempt, id) => !this.#runs.has(id) && !!this.#runs.add(id),
      noteActivity: async (_attempt, activity) => {
        this.activities.push(activity);
      },
      standsStill: () => this.standsStill(),
      connect: () => this.connect(),
    };
    this.sessions = new Sessions(authority, silent, { heldIn: sshd.heldIn, ...options });
    this.#sockets.on('connection', (socket) => {
      new TerminalSocket({ socket, authority, sessions: this.sessions, log: silent });
    });
  }

  async listen(): Promise<this> {
    this.#http.listen(0, '127.0.0.1');
    await once(this.#http, 'listening');
    return this;
  }

  get url(): string {
    const address = this.#http.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `ws://127.0.0.1:${address.port}/terminal`;
  }

  /** A ticket for terminal `number` of an attempt. */
  ticket(attemptId: string, number = 1, mode: Role = 'owner'): { ticket: string; url: string } {
    return this.#issue(this.#grant(attemptId, number, mode));
  }

  /** A ticket of a mentor who follows, for an attempt's first terminal. */
  followTicket(attemptId: string, follow: { id: string; mentor: string }): { ticket: string; url: string } {
    return this.#issue({ ...this.#grant(attemptId, 1, 'observer'), follow });
  }

  #issue(grant: TerminalGrant): { ticket: string; url: string } {
    const ticket = randomBytes(24).toString('base64url');
    this.#tickets.set(ticket, grant);
    return { ticket, url: this.url };
  }

  /** True while output of the attempt's first terminal waits for its viewer. */
  waitsForViewer(attemptId: string): boolean {
    return this.sessions.of(this.#grant(attemptId, 1, 'owner')).waitsForViewer;
  }

  #grant(attemptId: string, number: number, mode: Role): TerminalGrant {
    return {
      personId: 'p1',
      attemptId,
      environmentId: attemptId,
      node: 'host1',
      number,
      mode,
      hostKey: this.hostKey,
      privateKey: this.#sshd.privateKey,
    };
  }

  client(attemptId: string, options: Partial<RecordingOptions> & { number?: number } = {}): RecordingClient {
    const client = new RecordingClient({
      getTicket: async () => this.ticket(attemptId, options.number),
      origin: 'http://localhost',
      ...options,
    });
    this.#clients.push(client);
    return client;
  }

  /** Breaks the sockets of all viewers, as a network does. */
  dropSockets(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  async close(): Promise<void> {
    for (const { client } of this.#clients) client.close();
    const left = this.sessions.close(closeReasons.restarting);
    this.dropSockets();
    this.#http.close();
    await Promise.all([once(this.#http, 'close'), left]);
  }
}
