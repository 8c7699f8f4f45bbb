import { type CloseReason, closeReasons } from '../common/close.ts';
import type { Log, Sharing, TerminalAuthority, TerminalGrant } from './authority.ts';
import type { Sessions } from './sessions.ts';

/** A page that is reloaded is back within this, in milliseconds, also in a tab whose timers hardly run; after it a mentor counts as gone. */
const followerGoneMs = 120_000;

/** A socket, as far as it matters who may stay. */
export interface SharedSocket {
  /** Undefined until its ticket was redeemed. */
  readonly grant: TerminalGrant | undefined;
  close(reason: CloseReason): void;
}

export interface FollowersOptions {
  readonly authority: Pick<TerminalAuthority, 'sharing' | 'followerGone'>;
  readonly sessions: Pick<Sessions, 'share'>;
  /** All sockets there are. */
  readonly sockets: Iterable<SharedSocket>;
  readonly log: Log;
  /** Another time than two minutes, for tests. */
  readonly goneAfterMs?: number | undefined;
}

/** Keeps terminals shared with exactly the mentors that the platform names, and gives the write lock to the one it says. */
export class Followers {
  readonly #options: FollowersOptions;
  /** Number of the latest question that was applied, by attempt: an older answer that comes late is dropped. */
  readonly #applied = new Map<string, number>();
  /** Mentors of whom no socket is here, by the id of their follow. */
  readonly #missed = new Map<string, NodeJS.Timeout>();
  /** Attempts in which a mentor types. */
  readonly #takenOver = new Set<string>();
  #asked = 0;

  constructor(options: FollowersOptions) {
    this.#options = options;
  }

  /**
   * Asks how an attempt's terminals are shared, closes the sockets of mentors who are not named any more, and hands the write lock over. Where that cannot be
   * asked mentors are sent out to come back with a new ticket, and the learner types.
   */
  async refresh(attemptId: string): Promise<void> {
    this.#asked += 1;
    const question = this.#asked;
    let sharing: Sharing | undefined;
    try {
      sharing = await this.#options.authority.sharing(attemptId);
    } catch (error) {
      this.#options.log.warn({ err: error, attemptId }, 'it could not be asked how terminals are shared');
    }
    if (question < (this.#applied.get(attemptId) ?? 0)) return;
    this.#applied.set(attemptId, question);
    this.#apply(attemptId, sharing);
    if (![...this.#options.sockets].some(({ grant }) => grant?.attemptId === attemptId)) {
      this.#applied.delete(attemptId);
    }
  }

  /** The same for every attempt that a mentor is in, or one person's alone. */
  async refreshAll(personId?: string): Promise<void> {
    const attempts = new Set<string>(personId === undefined ? this.#takenOver : []);
    for (const { grant } of this.#options.sockets) {
      if (grant?.follow && (personId === undefined || grant.personId === personId))
        attempts.add(grant.attemptId);
    }
    await Promise.all([...attempts].map((attemptId) => this.refresh(attemptId)));
  }

  /** A socket has closed. A mentor's last one says that they are gone, unless one comes back soon. */
  closed(grant: TerminalGrant | undefined): void {
    if (grant?.follow) this.#miss(grant.follow.id);
  }

  /** Nobody is waited for any more. */
  stop(): void {
    for (const timer of this.#missed.values()) clearTimeout(timer);
    this.#missed.clear();
  }

  /** From now on the mentor has so long to come. */
  #miss(followId: string): void {
    clearTimeout(this.#missed.get(followId));
    const timer = setTimeout(() => {
      this.#missed.delete(followId);
      if (this.#isHere(followId)) return;
      this.#options.authority.followerGone(followId).catch((error: unknown) => {
        this.#options.log.warn({ err: error, followId }, 'it could not be noted that a mentor is gone');
      });
    }, this.#options.goneAfterMs ?? followerGoneMs);
    this.#missed.set(followId, timer.unref());
  }

  #isHere(followId: string): boolean {
    return [...this.#options.sockets].some(({ grant }) => grant?.follow?.id === followId);
  }

  #apply(attemptId: string, sharing: Sharing | undefined): void {
    const { sockets, sessions } = this.#options;
    for (const socket of [...sockets]) {
      const { grant } = socket;
      if (grant?.attemptId !== attemptId || !grant.follow) continue;
      if (!sharing) socket.close(closeReasons.rightsChanged);
      else if (!sharing.follows.has(grant.follow.id)) socket.close(closeReasons.followEnded);
    }
    for (const id of sharing?.follows.keys() ?? []) {
      if (!this.#isHere(id) && !this.#missed.has(id)) this.#miss(id);
    }
    const followId = sharing?.typist ?? null;
    if (followId === null) this.#takenOver.delete(attemptId);
    else this.#takenOver.add(attemptId);
    const name = followId === null ? undefined : sharing?.follows.get(followId);
    sessions.share(attemptId, followId === null || name === undefined ? null : { followId, name });
  }
}
