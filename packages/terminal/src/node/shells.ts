import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type ssh2 from 'ssh2';
import { maxShellsPerNode, type Size } from '../common/limits.ts';
import type { Log, TerminalGrant } from './authority.ts';
import { HeldBytes } from './held-bytes.ts';
import { hold } from './holder/hold.ts';
import { Semaphore } from './semaphore.ts';
import type { ShellChannel } from './shell-channel.ts';
import { handshakePlaceMs, logIn } from './ssh.ts';
import { openSshShell } from './ssh-shell.ts';

/** Handshakes at once, over all nodes: each costs about 0.2 s of CPU, and shells that are open want it, too. */
const handshakesAtOnce = 8;

export interface ShellsOptions {
  readonly connect: (environmentId: string, node: string) => Promise<Duplex>;
  readonly standsStill: (environmentId: string) => Promise<boolean>;
  readonly log: Log;
  /** As in `SshLogin`. */
  readonly keepAliveMs?: number | undefined;
  /** Folder of the sockets of held shells on the nodes; tests have one of their own. */
  readonly heldIn?: string | undefined;
}

/** Gone with the node's next boot, as the shells are. */
const defaultHeldIn = '/run/springboard/terminals';

/** A shell on a node. */
export interface OpenedShell {
  readonly channel: ShellChannel;
  /** Names the shell for as long as it lives, whoever is connected to it. */
  readonly id: string;
  /** It ran before, and goes on. */
  readonly found: boolean;
  /** Why it ends with this connection; absent when its node holds it. */
  readonly notHeld?: unknown;
  /** Aborted when the SSH connection is gone, and the shell not by its own will. */
  readonly connectionLost: AbortSignal;
}

/** A connection without shells is kept so long, in milliseconds: the next shell opens at once. */
const idleConnectionMs = 2_000;

interface Connection {
  readonly lost: AbortController;
  readonly heldBytes: HeldBytes;
  readonly client: Promise<ssh2.Client>;
  shells: number;
}

export class TooManyShells extends Error {
  override readonly name = 'TooManyShells';
}

/**
 * Opens shells on nodes, or finds those that are held there: one SSH connection per attempt and node, shared by its shells. `open` is the
 * only place that says what is run on the node.
 */
export class Shells {
  readonly #options: ShellsOptions;
  readonly #handshakes = new Semaphore(handshakesAtOnce, handshakePlaceMs);
  readonly #connections = new Map<string, Connection>();

  constructor(options: ShellsOptions) {
    this.#options = options;
  }

  /** The login shell of root that is this terminal: the one that is held on the node, or a new one on a pseudo-terminal of that size. */
  async open(grant: TerminalGrant, size: Size): Promise<OpenedShell> {
    const key = `${grant.attemptId}/${grant.environmentId}/${grant.node}`;
    const connection = this.#connectionOf(key, grant);
    if (connection.shells >= maxShellsPerNode) throw new TooManyShells('eight shells are open on this node');
    connection.shells += 1;
    const leave = () => {
      connection.shells -= 1;
      if (connection.shells === 0) {
        setTimeout(() => connection.shells === 0 && this.#end(key, connection), idleConnectionMs).unref();
      }
    };
    try {
      const client = await connection.client;
      const shell = await untilLost(client, this.#reach(client, grant, size));
      const forgets = shell.channel.buffers.map((buffer) => connection.heldBytes.add(buffer));
      void shell.channel.closed.then(() => {
        for (const forget of forgets) forget();
        leave();
      });
      return { ...shell, connectionLost: connection.lost.signal };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Ends every connection. Shells that are held go on. */
  close(): void {
    for (const [key, connection] of this.#connections) this.#end(key, connection);
  }

  async #reach(
    client: ssh2.Client,
    { attemptId, number }: TerminalGrant,
    size: Size,
  ): Promise<Omit<OpenedShell, 'connectionLost'>> {
    const socket = `${this.#options.heldIn ?? defaultHeldIn}/${attemptId}.${number}`;
    try {
      const { shell, id, found } = await hold(client, socket, size);
      return { channel: shell, id, found };
    } catch (error) {
      const id = randomBytes(8).toString('hex');
      return { channel: await openSshShell(client, size), id, found: false, notHeld: error };
    }
  }

  #connectionOf(key: string, grant: TerminalGrant): Connection {
    const present = this.#connections.get(key);
    if (present) return present;
    let cut = () => {};
    const heldBytes = new HeldBytes((bytes) => {
      this.#options.log.warn({ connection: key, bytes }, 'a node sent more than it may, and was cut off');
      cut();
    });
    const client = this.#handshakes.run(async () => {
      const { environmentId, hostKey, privateKey } = grant;
      const { connect, keepAliveMs } = this.#options;
      const stream = await connect(environmentId, grant.node);
      cut = () => void stream.destroy();
      const standsStill = () => this.#options.standsStill(environmentId);
      const patience = keepAliveMs === undefined ? {} : { keepAliveMs };
      const loggedIn = await logIn({ stream, hostKey, privateKey, standsStill, ...patience });
      heldBytes.watch(stream);
      return loggedIn;
    });
    const connection: Connection = { client, shells: 0, lost: new AbortController(), heldBytes };
    this.#connections.set(key, connection);
    const forget = () => {
      if (this.#connections.get(key) === connection) this.#connections.delete(key);
    };
    client.then(
      (ready) =>
        ready.on('close', () => {
          forget();
          connection.lost.abort();
        }),
      forget,
    );
    return connection;
  }

  #end(key: string, connection: Connection): void {
    if (this.#connections.get(key) === connection) this.#connections.delete(key);
    connection.client.then(
      (client) => client.end(),
      () => {},
    );
  }
}

/** Rejects when the connection is lost before the work is done. */
async function untilLost<T>(client: ssh2.Client, work: Promise<T>): Promise<T> {
  const lost = Promise.withResolvers<never>();
  const tell = () => lost.reject(new Error('the node closed the connection'));
  client.once('close', tell);
  try {
    return await Promise.race([work, lost.promise]);
  } finally {
    client.off('close', tell);
  }
}
