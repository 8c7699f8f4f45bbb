import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type ssh2 from 'ssh2';
import { closeReasons } from '../../common/close.ts';
import { HostKeyMismatch, type Log, NodeGone } from '../authority.ts';
import type { Semaphore } from '../semaphore.ts';
import { logIn } from '../ssh.ts';
import { Refused, type SshAuthority, type SshLogin, type SshNode, type SshReach } from './authority.ts';

/** From one look at an environment that is being woken to the next, in milliseconds. */
const wakingEveryMs = 500;

/** The node that a client is connected to, and the SSH connection to it. */
export interface Reached {
  readonly environmentId: string;
  readonly node: string;
  readonly nodes: readonly SshNode[];
  readonly client: ssh2.Client;
  readonly stream: Duplex;
}

export interface NodeLineOptions {
  readonly authority: SshAuthority;
  readonly log: Log;
  readonly login: SshLogin;
  /** Which node was asked for; null for the first one. */
  readonly node: string | null;
  readonly handshakes: Semaphore;
  readonly wakeWithinMs: number;
  readonly onReached: (reached: Reached) => void;
}

/** What to do about a paused environment: have it woken, and say so; or leave it to its person. */
export type IfPaused = { readonly wake: (text: string) => void } | 'refuse';

const paused =
  'The environment is paused. Resume it in its page, or log in with a terminal (ssh without a command), which wakes it.';

/** One client's way to its node: an SSH connection of its own that all its channels share, made when the first one needs it. */
export class NodeLine {
  readonly #options: NodeLineOptions;
  #present: { readonly environmentId: string; readonly reached: Promise<Reached> } | undefined;
  #over = false;

  constructor(options: NodeLineOptions) {
    this.#options = options;
  }

  /** The environment that was reached last; null before. */
  get environmentId(): string | null {
    return this.#present?.environmentId ?? null;
  }

  /** The node as it is now. Throws `Refused` with a sentence for the person. */
  async reach(ifPaused: IfPaused): Promise<Reached> {
    const reach = await this.#open(ifPaused);
    const present = this.#present;
    if (present?.environmentId === reach.environmentId) return present.reached;
    const reached = this.#connect(reach);
    const made = { environmentId: reach.environmentId, reached };
    this.#present = made;
    const forget = () => {
      if (this.#present === made) this.#present = undefined;
    };
    reached.then(({ client }) => client.on('close', forget), forget);
    return reached;
  }

  end(): void {
    this.#over = true;
    this.#present?.reached.then(
      ({ client }) => client.end(),
      () => {},
    );
  }

  async #open(ifPaused: IfPaused): Promise<Extract<SshReach, { state: 'open' }>> {
    const { authority, login, wakeWithinMs } = this.#options;
    const until = performance.now() + wakeWithinMs;
    for (let asked = false; ; asked = true) {
      const reach = await authority.reach(login);
      if (reach.state === 'open') return reach;
      if (reach.state === 'away') throw new Refused(reach.said);
      if (ifPaused === 'refuse') throw new Refused(paused);
      if (!asked) {
        ifPaused.wake('The environment is paused. It is being woken, which takes a few seconds…');
        await authority.wake(login);
      }
      if (this.#over || performance.now() > until)
        throw new Refused('The environment could not be woken in time. Its page says how it is.');
      await pause(wakingEveryMs);
    }
  }

  async #connect(reach: Extract<SshReach, { state: 'open' }>): Promise<Reached> {
    const { authority, login, handshakes, log } = this.#options;
    const { environmentId, nodes, privateKey } = reach;
    const node = this.#chosen(nodes);
    try {
      const made = await handshakes.run(async () => {
        if (this.#over) throw new Error('the client has left');
        const stream = await authority.connect(environmentId, node.name);
        const standsStill = () => authority.standsStill(environmentId);
        return { stream, client: await logIn({ stream, hostKey: node.hostKey, privateKey, standsStill }) };
      });
      const reached = { environmentId, node: node.name, nodes, ...made };
      if (this.#over) made.client.end();
      else this.#options.onReached(reached);
      return reached;
    } catch (error) {
      const fields = { err: error, attemptId: login.attemptId, node: node.name };
      if (error instanceof NodeGone) throw new Refused(closeReasons.environmentEnded.reason);
      if (error instanceof HostKeyMismatch) {
        log.error(fields, 'a node showed another host key than the pinned one');
        throw new Refused(closeReasons.hostKeyMismatch.reason);
      }
      log.warn(fields, 'a node could not be reached for an SSH client');
      throw new Refused(closeReasons.nodeUnreachable.reason);
    }
  }

  #chosen(nodes: readonly SshNode[]): SshNode & { readonly hostKey: string } {
    const withShells = nodes.filter((one): one is SshNode & { hostKey: string } => one.hostKey !== null);
    const { node, login } = this.#options;
    const chosen = node === null ? withShells[0] : withShells.find(({ name }) => name === node);
    if (chosen) return chosen;
    const there = withShells.map(({ name }) => `${login.attemptId}.${name}`).join(', ');
    throw new Refused(`There is no such node in this environment. Log in as one of: ${there}`);
  }
}
