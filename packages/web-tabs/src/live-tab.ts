import type { TabAuthority, TabSession } from './authority.ts';
import { connectToUi, NodeAgent } from './connection.ts';
import { TabActivity } from './tab-activity.ts';

/** What one tab may have under way at a time: a page with its parts, long polls and uploads; and sockets that stay. */
const most = { request: 48, socket: 24 } as const;

/** A tab's connections to its node, and what goes on over them. */
export class LiveTab {
  readonly session: TabSession;
  /** The secret with which it is asked about again. */
  readonly cookie: string;
  readonly agent: NodeAgent;
  readonly activity = new TabActivity();
  readonly #ended = new AbortController();
  readonly #open = { request: new Set<() => void>(), socket: new Set<() => void>() };

  constructor(session: TabSession, cookie: string, authority: Pick<TabAuthority, 'connect'>, origin: string) {
    this.session = session;
    this.cookie = cookie;
    this.agent = new NodeAgent(() => connectToUi(authority, session, origin, this.#ended.signal));
  }

  get busy(): boolean {
    return this.#open.request.size + this.#open.socket.size > 0;
  }

  get ended(): boolean {
    return this.#ended.signal.aborted;
  }

  /** Notes something under way, with what cuts it off; undefined when there is too much. Call the answer when it is over. */
  begin(kind: keyof typeof most, cut: () => void): (() => void) | undefined {
    const open = this.#open[kind];
    if (this.ended || open.size >= most[kind]) return undefined;
    open.add(cut);
    return () => open.delete(cut);
  }

  /** Cuts everything off. */
  end(): void {
    this.#ended.abort();
    for (const open of Object.values(this.#open)) {
      for (const cut of open) cut();
      open.clear();
    }
    this.agent.destroy();
  }
}
