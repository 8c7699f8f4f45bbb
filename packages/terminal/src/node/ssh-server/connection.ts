import type { Socket } from 'node:net';
import { firstOwnClientNumber } from '@springboard/contracts/recordings.ts';
import ssh2 from 'ssh2';
import { closeReasons } from '../../common/close.ts';
import type { Size } from '../../common/limits.ts';
import { ActivityDetector, type TerminalActivity } from '../activity.ts';
import type { Log } from '../authority.ts';
import { HeldBytes } from '../held-bytes.ts';
import type { Recorder, StartRecording } from '../recorder.ts';
import type { Semaphore } from '../semaphore.ts';
import { TokenBucket } from '../token-bucket.ts';
import { Refused, type SshAuthority, type SshLogin } from './authority.ts';
import { destinationOf } from './destination.ts';
import { forward } from './forward.ts';
import type { SshLimits } from './limits.ts';
import { takeLogins } from './log-in.ts';
import type { Newcomer } from './newcomers.ts';
import { NodeLine, type Reached } from './node-line.ts';
import { watchScp } from './scp-watch.ts';
import { type Program, SessionChannel, type SessionHost } from './session-channel.ts';
import { SftpWatch } from './sftp-watch.ts';
import type { ShellSlots } from './shell-slots.ts';
import { TransferLog, type TransferWatch } from './transfer-log.ts';

/** The name in the first line of the protocol. */
const ident = 'Springboard';
/** No compression: a packet that unpacks to a thousand times its size would be the gateway's to hold. */
const algorithms: ssh2.Algorithms = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
  ],
  cipher: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'chacha20-poly1305@openssh.com',
    'aes128-ctr',
    'aes256-ctr',
  ],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
};
const keepAliveTries = 3;
/** Each channel listens to the two sockets: more than Node.js takes for a leak. */
const mostListeners = 200;
/** A connection that ends has so long for its last sentence, and then to close, in milliseconds. */
const lastWordsMs = 300;
const closeMs = 2_000;

export interface ConnectionOptions {
  readonly socket: Socket;
  readonly newcomer: Newcomer;
  /** Private, in OpenSSH's format. */
  readonly hostKey: string;
  readonly authority: SshAuthority;
  readonly limits: SshLimits;
  readonly log: Log;
  readonly handshakes: Semaphore;
  readonly slots: ShellSlots;
  readonly startRecording: StartRecording | undefined;
  /** How many connections of the person are logged in, without this one. */
  readonly othersOf: (personId: string) => number;
  readonly onLogin: () => void;
  readonly onClose: () => void;
}

/** One connection of somebody's own SSH client, from its first byte to its last. */
export class SshConnection {
  readonly #options: ConnectionOptions;
  readonly #ip: string | null;
  readonly #sessions = new Set<SessionChannel>();
  readonly #held: HeldBytes;
  readonly #work: ActivityDetector;
  readonly #forwardRate: TokenBucket;
  readonly #loginTimer: NodeJS.Timeout;
  #client: ssh2.Connection | undefined;
  #login: SshLogin | undefined;
  #line: NodeLine | undefined;
  #transfers: TransferLog | undefined;
  /** Why nothing is opened over it, although its client is logged in. */
  #refusal: string | undefined;
  #forwards = 0;
  #ending = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { socket, hostKey, limits, log } = options;
    socket.setMaxListeners(mostListeners);
    this.#ip = socket.remoteAddress ?? null;
    this.#work = new ActivityDetector((activity) => this.#noteActivity(activity));
    this.#forwardRate = new TokenBucket(limits.forwardRate.perSecond, limits.forwardRate.burst);
    this.#held = new HeldBytes((bytes) => {
      log.warn({ bytes, ...this.#who() }, 'an SSH connection held too much and was cut');
      socket.destroy();
    });
    this.#loginTimer = setTimeout(() => socket.destroy(), limits.loginWithinMs);
    socket.on('close', () => this.#closed());
    const server = new ssh2.Server(
      {
        hostKeys: [hostKey],
        ident,
        algorithms,
        keepaliveInterval: limits.keepAliveMs,
        keepaliveCountMax: keepAliveTries,
      },
      (client) => this.#greet(client),
    );
    server.injectSocket(socket);
    this.#held.watch(socket);
  }

  /** Who is logged in; undefined before. */
  get login(): SshLogin | undefined {
    return this.#login;
  }

  /** The environment that its node belongs to; null before one was reached. */
  get environmentId(): string | null {
    return this.#line?.environmentId ?? null;
  }

  /** Ends everything with a sentence for the person, where there is a place for one. */
  end(text: string): void {
    if (this.#ending) return;
    this.#ending = true;
    const { socket } = this.#options;
    for (const session of [...this.#sessions]) session.end(text);
    setTimeout(() => this.#client?.end(), lastWordsMs).unref();
    if (this.#client) this.#closeSoon();
    else socket.destroy();
  }

  #closeSoon(): void {
    setTimeout(() => this.#options.socket.destroy(), closeMs).unref();
  }

  #greet(client: ssh2.Connection): void {
    const { authority, limits, log, newcomer } = this.#options;
    this.#client = client;
    // A client that breaks off, breaks the protocol or went silent. ssh2 ends its own half of the socket then, and would wait for the other.
    client.on('error', (error) => {
      log.debug({ err: error, ...this.#who() }, 'SSH connection');
      this.#closeSoon();
    });
    takeLogins({
      client,
      authority,
      log,
      ip: this.#ip,
      tries: limits.loginTries,
      onTooMany: () => {
        client.end();
        this.#closeSoon();
      },
      onLogin: (login, node) => {
        newcomer.loggedIn();
        clearTimeout(this.#loginTimer);
        this.#begin(login, node);
        this.#options.onLogin();
      },
    });
    client.on('session', (accept, reject) => {
      if (this.#ending || this.#sessions.size >= limits.sessions) reject();
      else this.#sessions.add(new SessionChannel(accept(), this.#host()));
    });
    client.on('tcpip', (accept, reject, { destIP, destPort }) => {
      this.#forward({ host: destIP, port: destPort }, accept)
        .then((opened) => {
          if (!opened) reject();
        })
        // An answer to a client that is gone by then.
        .catch((error: unknown) => log.debug({ err: error, ...this.#who() }, 'SSH forwarding'));
    });
  }

  #begin(login: SshLogin, node: string | null): void {
    const { authority, limits, log, handshakes, othersOf } = this.#options;
    if (othersOf(login.personId) >= limits.connectionsPerPerson) {
      const refusal = `You have ${limits.connectionsPerPerson} SSH connections open already. Close one to open another.`;
      this.#refusal = refusal;
      setTimeout(() => this.end(refusal), limits.refusedForMs).unref();
    }
    this.#login = login;
    this.#transfers = new TransferLog((transfers) => authority.record(login, transfers), log);
    this.#line = new NodeLine({
      authority,
      log,
      login,
      node,
      handshakes,
      wakeWithinMs: limits.wakeWithinMs,
      onReached: ({ client, stream }) => {
        for (const heard of [client, stream]) heard.setMaxListeners(mostListeners);
        this.#held.watch(stream);
      },
    });
  }

  #host(): SessionHost {
    const { socket } = this.#options;
    return {
      socket,
      held: this.#held,
      reach: async (ifPaused) => {
        if (this.#refusal !== undefined || !this.#line) throw new Refused(this.#refusal ?? '');
        return this.#line.reach(ifPaused);
      },
      openShell: (reached, size) => this.#openShell(reached, size),
      watchTransfers: (program, reached) => this.#watch(program, reached),
      noteActivity: (activity) => this.#noteActivity(activity),
      over: (session) => this.#sessions.delete(session),
    };
  }

  #openShell(reached: Reached, size: Size): { recorder: Recorder | undefined; close: () => void } {
    const login = this.#login;
    if (!login) throw new Refused(closeReasons.notAllowed.reason);
    const { personId, attemptId } = login;
    const { environmentId, node } = reached;
    const slot = this.#options.slots.take(`${attemptId}/${environmentId}/${node}`);
    if (!slot) throw new Refused(closeReasons.tooManyShells.reason);
    const hostKey = reached.nodes.find(({ name }) => name === node)?.hostKey ?? '';
    const number = firstOwnClientNumber - 1 + slot.number;
    const recorder = this.#options.startRecording?.(
      { personId, attemptId, environmentId, node, number, mode: 'owner', hostKey },
      size,
    );
    return { recorder, close: slot.giveBack };
  }

  #watch(program: Program, { environmentId, node }: Reached): TransferWatch | undefined {
    const note = (action: string, detail: Record<string, unknown>) =>
      this.#transfers?.note(environmentId, action, { node, ...detail });
    if (program.kind === 'sftp') return new SftpWatch(note, () => this.#work.noteInput());
    return program.kind === 'exec' ? watchScp(program.command, note) : undefined;
  }

  /** False for what is not to be, or does not answer: the client does not learn which. */
  async #forward(
    asked: { readonly host: string; readonly port: number },
    accept: () => ssh2.ServerChannel | undefined,
  ): Promise<boolean> {
    const { limits, socket, log } = this.#options;
    if (this.#ending || this.#refusal !== undefined || !this.#line) return false;
    if (this.#forwards >= limits.forwards || !this.#forwardRate.tryTake(1)) return false;
    this.#forwards += 1;
    const onClose = () => {
      this.#forwards -= 1;
    };
    try {
      const reached = await this.#line.reach('refuse');
      const to = destinationOf(asked, reached.nodes);
      if (!to) throw new Refused('that is no place of this environment');
      const onWork = () => this.#work.noteInput();
      await forward({ reached, to, accept, socket, held: this.#held, onWork, onClose });
      return true;
    } catch (error) {
      onClose();
      const why = error instanceof Error ? error.message : String(error);
      log.debug({ ...asked, why, ...this.#who() }, 'a forwarded connection was not opened');
      return false;
    }
  }

  #noteActivity(activity: TerminalActivity): void {
    const { authority, log } = this.#options;
    if (!this.#login) return;
    authority.noteActivity(this.#login.attemptId, activity).catch((error: unknown) => {
      log.warn({ err: error, ...this.#who() }, 'activity could not be noted');
    });
  }

  #closed(): void {
    this.#ending = true;
    clearTimeout(this.#loginTimer);
    for (const session of [...this.#sessions]) session.end('');
    this.#work.stop();
    this.#transfers?.end();
    this.#line?.end();
    this.#options.newcomer.left();
    this.#options.onClose();
  }

  #who(): object {
    return this.#login
      ? { personId: this.#login.personId, attemptId: this.#login.attemptId }
      : { ip: this.#ip };
  }
}
