import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { closeReasons } from '../../common/close.ts';
import type { Log } from '../authority.ts';
import type { StartRecording } from '../recorder.ts';
import { Semaphore } from '../semaphore.ts';
import { handshakePlaceMs } from '../ssh.ts';
import type { SshAuthority } from './authority.ts';
import { SshConnection } from './connection.ts';
import { defaultSshLimits, type SshLimits } from './limits.ts';
import { Newcomers } from './newcomers.ts';
import { ShellSlots } from './shell-slots.ts';

/** Who is logged in is asked about again so often, in milliseconds. */
const authorizeEveryMs = 60_000;
/** And so long after its login, in milliseconds. */
const askAfterLoginMs = 1_000;
/** Handshakes with nodes at once, beside those of the page's terminals: each costs about 0.2 s of CPU. */
const handshakesAtOnce = 4;

const rightsEnded =
  'You may not use this environment any more: the attempt is over, or the key or your rights were withdrawn.';

export interface SshServerOptions {
  readonly authority: SshAuthority;
  /** Private, in OpenSSH's format. */
  readonly hostKey: string;
  readonly bind: string;
  /** 0 for any. */
  readonly port: number;
  readonly log: Log;
  /** Records every interactive shell; nothing is recorded without it. */
  readonly startRecording?: StartRecording;
  readonly limits?: Partial<SshLimits>;
}

/** Takes people's own SSH clients to the nodes of their environments. */
export class SshServer {
  readonly #options: SshServerOptions;
  readonly #limits: SshLimits;
  readonly #server: Server;
  readonly #connections = new Set<SshConnection>();
  readonly #newcomers: Newcomers;
  readonly #handshakes = new Semaphore(handshakesAtOnce, handshakePlaceMs);
  readonly #slots: ShellSlots;
  readonly #timer: NodeJS.Timeout;

  constructor(options: SshServerOptions) {
    this.#options = options;
    this.#limits = { ...defaultSshLimits, ...options.limits };
    this.#newcomers = new Newcomers(this.#limits);
    this.#slots = new ShellSlots(this.#limits.shellsPerNode);
    this.#server = createServer({ noDelay: true }, (socket) => {
      const newcomer = this.#newcomers.enter(socket.remoteAddress ?? '');
      socket.on('error', () => {});
      if (!newcomer) {
        socket.destroy();
        return;
      }
      const { authority, hostKey, log, startRecording } = options;
      const connection: SshConnection = new SshConnection({
        socket,
        newcomer,
        hostKey,
        authority,
        limits: this.#limits,
        log,
        handshakes: this.#handshakes,
        slots: this.#slots,
        startRecording,
        othersOf: (personId) =>
          [...this.#connections].filter(({ login }) => login?.personId === personId).length,
        // What was withdrawn while the login was looked up was not heard of.
        onLogin: () => setTimeout(() => void this.#askAbout(connection), askAfterLoginMs).unref(),
        onClose: () => this.#connections.delete(connection),
      });
      this.#connections.add(connection);
    });
    this.#timer = setInterval(() => void this.authorizeAgain(), authorizeEveryMs);
  }

  /** Connections, those that have not logged in among them. */
  get size(): number {
    return this.#connections.size;
  }

  /** Resolves with the port when it serves. */
  async listen(): Promise<number> {
    this.#server.listen(this.#options.port, this.#options.bind);
    await once(this.#server, 'listening');
    this.#server.on('error', (error) =>
      this.#options.log.error({ err: error }, 'the SSH port does not take connections'),
    );
    return (this.#server.address() as AddressInfo).port;
  }

  /** Asks about everybody again, or about one person; who may not be here any more is told so. */
  async authorizeAgain(personId?: string): Promise<void> {
    for (const connection of [...this.#connections]) {
      const { login } = connection;
      if (!login || (personId !== undefined && login.personId !== personId)) continue;
      await this.#askAbout(connection);
    }
  }

  endEnvironment(environmentId: string): void {
    for (const connection of [...this.#connections]) {
      if (connection.environmentId === environmentId) connection.end(closeReasons.environmentEnded.reason);
    }
  }

  /** Tells everybody that the gateway restarts, and stops serving. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const connection of [...this.#connections])
      connection.end('The terminal service restarts. Connect again in a moment.');
    await closed;
  }

  async #askAbout(connection: SshConnection): Promise<void> {
    if (!(await this.#mayStay(connection))) connection.end(rightsEnded);
  }

  async #mayStay({ login, environmentId }: SshConnection): Promise<boolean> {
    if (!login) return true;
    try {
      return await this.#options.authority.authorize(login, environmentId);
    } catch (error) {
      // A database that restarts must not end everybody's shells: asked again in a minute.
      this.#options.log.warn(
        { err: error, attemptId: login.attemptId },
        'an authorization could not be asked for',
      );
      return true;
    }
  }
}
