import type { Duplex } from 'node:stream';
import type ssh2 from 'ssh2';
import { maxShellsPerNode, type Size } from '../common/limits.ts';
import type { TerminalGrant } from './authority.ts';
import { Semaphore } from './semaphore.ts';
import { handshakePlaceMs, logIn } from './ssh.ts';

/** Handshakes at once, over all nodes: each costs about 0.2 s of CPU, and shells that are open want it, too. */
const handshakesAtOnce = 8;

export interface ShellsOptions {
  readonly connect: (environmentId: string, node: string) => Promise<Duplex>;
  readonly standsStill: (environmentId: string) => Promise<boolean>;
  /** As in `SshLogin`. */
  readonly keepAliveMs?: number | undefined;
}

/** A shell on a node. */
export interface OpenedShell {
  readonly channel: ssh2.ClientChannel;
  /** Aborted when the SSH connection is gone, and the shell not by its own will. */
  readonly connectionLost: AbortSignal;
}

/** A connection without shells is kept so long, in milliseconds: the next shell opens at once. */
const idleConnectionMs = 2_000;

interface Connection {
  readonly lost: AbortController;
  readonly client: Promise<ssh2.Client>;
  shells: number;
}

export class TooManyShells extends Error {
  override readonly name = 'TooManyShells';
}

/**
 * Opens shells on nodes: one SSH connection per attempt and node, shared by its shells. A holder that keeps shells alive
 * through a gateway's restart (dtach) would start here: `open` is the only place that says what is run on the node.
 */
export class Shells {
  readonly #options: ShellsOptions;
  readonly #handshakes = new Semaphore(handshakesAtOnce, handshakePlaceMs);
  readonly #connections = new Map<string, Connection>();

  constructor(options: ShellsOptions) {
    this.#options = options;
  }

  /** A login shell of root on a pseudo-terminal of that size. */
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
      const channel = await openShell(await connection.client, size);
      channel.on('close', leave);
      return { channel, connectionLost: connection.lost.signal };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Ends every connection, and with it every shell. */
  close(): void {
    for (const [key, connection] of this.#connections) this.#end(key, connection);
  }

  #connectionOf(key: string, grant: TerminalGrant): Connection {
    const present = this.#connections.get(key);
    if (present) return present;
    const client = this.#handshakes.run(async () => {
      const { environmentId, hostKey, privateKey } = grant;
      const { connect, keepAliveMs } = this.#options;
      const stream = await connect(environmentId, grant.node);
      const standsStill = () => this.#options.standsStill(environmentId);
      const patience = keepAliveMs === undefined ? {} : { keepAliveMs };
      return logIn({ stream, hostKey, privateKey, standsStill, ...patience });
    });
    const connection: Connection = { client, shells: 0, lost: new AbortController() };
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

function openShell(client: ssh2.Client, size: Size): Promise<ssh2.ClientChannel> {
  return new Promise((resolve, reject) => {
    const lost = () => reject(new Error('the node closed the connection'));
    client.once('close', lost);
    client.shell(
      { term: 'xterm-256color', cols: size.columns, rows: size.rows },
      { env: { LANG: 'C.UTF-8', COLORTERM: 'truecolor' } },
      (error, channel) => {
        client.off('close', lost);
        if (error) reject(error);
        else resolve(channel);
      },
    );
  });
}
