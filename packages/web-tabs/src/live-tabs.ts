import type { Log, Refused, TabAuthority, TabSession } from './authority.ts';
import { LiveTab } from './live-tab.ts';

/** What the platform said about a tab counts for so long, in milliseconds. */
const rememberedMs = 2_000;
/** After so long without use a tab is forgotten, in milliseconds: what its page polls for is known by then. */
const idleMs = 20 * 60_000;
const tidyMs = 60_000;
/** These pass: what is open stays, and new requests are answered with the reason. */
const passing = new Set(['paused', 'not-ready']);

interface Known {
  readonly tab: LiveTab;
  /** As of `askedAt`. */
  answer: Promise<TabSession | Refused>;
  askedAt: number;
  usedAt: number;
}

/** The tabs that are used at the moment, by their cookies; asked about again and again, and cut off when they end. */
export class LiveTabs {
  readonly #authority: TabAuthority;
  readonly #log: Log;
  readonly #known = new Map<string, Known>();
  readonly #timer: NodeJS.Timeout;

  constructor(authority: TabAuthority, log: Log) {
    this.#authority = authority;
    this.#log = log;
    this.#timer = setInterval(() => this.#forgetIdle(), tidyMs).unref();
  }

  get size(): number {
    return this.#known.size;
  }

  /** The tab of a cookie, if it may be used now. `mayBe` looks at it before anything is kept for it. */
  async find(
    cookie: string,
    origin: string,
    mayBe: (session: TabSession) => boolean,
  ): Promise<LiveTab | Refused> {
    const known = this.#known.get(cookie);
    if (known !== undefined && !known.tab.ended) {
      if (!mayBe(known.tab.session)) return { refused: 'no-session' };
      known.usedAt = Date.now();
      const answer = await this.#answerOf(known);
      return 'refused' in answer ? answer : known.tab;
    }
    const session = await this.#authority.session(cookie);
    if ('refused' in session) return session;
    if (!mayBe(session)) return { refused: 'no-session' };
    const other = this.#known.get(cookie);
    if (other !== undefined && !other.tab.ended) return other.tab;
    const tab = new LiveTab(session, cookie, this.#authority, origin);
    const now = Date.now();
    this.#known.set(cookie, { tab, answer: Promise.resolve(session), askedAt: now, usedAt: now });
    return tab;
  }

  /** Asks about all of them, or some, at once; those that are not to be any more are cut off. */
  async askAgain(which: (session: TabSession) => boolean = () => true): Promise<void> {
    const asked = [...this.#known.values()].filter(({ tab }) => which(tab.session));
    await Promise.all(
      asked.map(async (known) => {
        known.askedAt = 0;
        await this.#answerOf(known).catch((error: unknown) => {
          // A database that restarts must not end everybody's tabs.
          this.#log.warn(
            { err: error, attemptId: known.tab.session.attemptId },
            'a web tab was not asked for',
          );
        });
      }),
    );
  }

  /** Cuts off those of an environment that has ended. */
  endEnvironment(environmentId: string): void {
    for (const { tab } of [...this.#known.values()]) {
      if (tab.session.environmentId === environmentId) this.#end(tab);
    }
  }

  close(): void {
    clearInterval(this.#timer);
    for (const { tab } of [...this.#known.values()]) this.#end(tab);
  }

  async #answerOf(known: Known): Promise<TabSession | Refused> {
    if (Date.now() - known.askedAt > rememberedMs) {
      known.askedAt = Date.now();
      known.answer = this.#authority.session(known.tab.cookie);
      known.answer.catch(() => {
        known.askedAt = 0;
      });
    }
    const answer = await known.answer;
    if ('refused' in answer && !passing.has(answer.refused)) this.#end(known.tab);
    return answer;
  }

  #end(tab: LiveTab): void {
    this.#known.delete(tab.cookie);
    tab.end();
  }

  #forgetIdle(): void {
    const before = Date.now() - idleMs;
    for (const { tab, usedAt } of [...this.#known.values()]) {
      if (usedAt < before && !tab.busy) this.#end(tab);
    }
  }
}
