import type { Pool, PoolClient } from 'pg';

/** A lock that is held. */
export interface HeldLock {
  /** Fires when the connection breaks; PostgreSQL has taken the lock back then. */
  readonly lost: AbortSignal;
  /** Gives it back; never rejects. */
  release(): Promise<void>;
}

/**
 * The session locks of one process, all on one connection of a pool of its own: however many are held, none is taken
 * from queries. To its own session PostgreSQL grants a lock twice, so who holds what in here is kept here.
 */
export class LockKeeper {
  readonly #pool: Pool;
  #session: Session | undefined;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Takes the lock; undefined when somebody has it, in this process or another. Rejects when PostgreSQL does not answer. */
  async take(key: string): Promise<HeldLock | undefined> {
    if (this.#session?.over !== false) this.#session = new Session(this.#pool);
    return this.#session.take(key);
  }
}

/** One connection from its first lock to its last. */
class Session {
  readonly #client: Promise<PoolClient>;
  readonly #held = new Map<string, AbortController>();
  #asked: Promise<unknown> = Promise.resolve();
  #users = 0;
  #over = false;

  constructor(pool: Pool) {
    this.#client = pool.connect().then((client) => {
      client.on('error', this.#break);
      client.on('end', this.#break);
      return client;
    });
  }

  /** Whether it has ended; then it takes no more locks. */
  get over(): boolean {
    return this.#over;
  }

  async take(key: string): Promise<HeldLock | undefined> {
    if (this.#held.has(key)) return undefined;
    const lost = new AbortController();
    this.#held.set(key, lost);
    this.#users += 1;
    let taken = false;
    try {
      taken = await this.#ask('select pg_try_advisory_lock(hashtextextended($1, 0)) as done', key);
      lost.signal.throwIfAborted();
      return taken ? { lost: lost.signal, release: () => this.#release(key) } : undefined;
    } catch (error) {
      this.#break(error);
      throw error;
    } finally {
      if (!taken) this.#leave(key);
    }
  }

  async #release(key: string): Promise<void> {
    try {
      if (!this.#over) await this.#ask('select pg_advisory_unlock(hashtextextended($1, 0)) as done', key);
    } catch (error) {
      this.#break(error);
    } finally {
      this.#leave(key);
    }
  }

  /** Asks PostgreSQL, one question after the other: a connection takes one at a time. */
  #ask(statement: string, key: string): Promise<boolean> {
    const ask = async () => {
      const client = await this.#client;
      const { rows } = await client.query<{ done: boolean }>(statement, [key]);
      return rows[0]?.done === true;
    };
    const answer = this.#asked.then(ask, ask);
    this.#asked = answer;
    return answer;
  }

  #leave(key: string): void {
    this.#held.delete(key);
    this.#users -= 1;
    if (this.#users === 0) this.#end(false);
  }

  readonly #break = (error?: unknown): void => {
    if (this.#over) return;
    this.#end(true);
    const reason =
      error instanceof Error ? error : new Error('The connection that held the lock was closed.');
    for (const lost of this.#held.values()) lost.abort(reason);
  };

  #end(broken: boolean): void {
    if (this.#over) return;
    this.#over = true;
    this.#client
      .then(
        (client) => {
          client.off('error', this.#break);
          client.off('end', this.#break);
          client.release(broken);
        },
        () => {},
      )
      .catch(() => {
        // The pool took a broken connection back already.
      });
  }
}
