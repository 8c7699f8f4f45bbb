import { rm } from 'node:fs/promises';
import { createAuth } from '@springboard/auth/auth.ts';
import { createSignInLink } from '@springboard/auth/sign-in.ts';
import { readInstallation } from '@springboard/config/installation.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { Change } from '@springboard/contracts/notifications.ts';
import type { Role } from '@springboard/contracts/roles.ts';
import { createDatabase, type DatabaseHandle } from '@springboard/db/client.ts';
import { listenForChanges } from '@springboard/db/notify.ts';
import { IncusDriver } from '@springboard/driver-incus/driver.ts';
import { removeAll } from '@springboard/driver-incus/remove-all.ts';
import { solveFirstTask } from '@springboard/grading/testing/solve-first-task.ts';
import { ApiClient } from '@springboard/testkit/api-client.ts';
import { startFreshPlatform } from '@springboard/testkit/fresh-platform.ts';
import { aPerson } from '@springboard/testkit/people.ts';
import type { Platform } from '@springboard/testkit/platform.ts';

export const lab = 'linux/first-steps';

/** A whole platform in a state folder and an installation of its own, seen from outside: by its API, its database and its engine. */
export class World {
  readonly platform: Platform;
  readonly database: DatabaseHandle;
  readonly driver: IncusDriver;
  readonly #state: string;

  private constructor(platform: Platform, state: string, socket: string) {
    this.platform = platform;
    this.#state = state;
    this.database = createDatabase(platform.info.databaseUrl, { name: 'proofs', max: 4 });
    this.driver = new IncusDriver({
      endpoint: { kind: 'unix', socket },
      installation: platform.info.installation,
    });
  }

  /** Starts it; `env` says what differs from the defaults. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<World> {
    const { platform, state } = await startFreshPlatform(env);
    const socket = env.INCUS_SOCKET ?? process.env.INCUS_SOCKET ?? '/var/lib/incus/unix.socket';
    return new World(platform, state, socket);
  }

  /** A new person, signed in. */
  async person(role: Role = 'learner'): Promise<ApiClient> {
    const installation = readInstallation(this.#state);
    if (!installation) throw new Error(`no installation in ${this.#state}`);
    const person = await aPerson(this.database.db, { name: `Proof ${role}`, roles: [role] });
    const auth = createAuth({
      db: this.database.db,
      secret: installation.secret,
      url: this.platform.info.url,
    });
    return ApiClient.signIn((await createSignInLink(auth, person.id)).url);
  }

  /** Rows of a query; columns as PostgreSQL names them. */
  async rows<T>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    return (await this.database.pool.query(text, [...values])).rows as T[];
  }

  /** Resolves when the query has a row: looks now, and whenever the platform announces a change. */
  async until<T>(text: string, values: readonly unknown[], limitMs: number): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const limit = setTimeout(
      () => reject(new Error(`no row within ${limitMs} ms: ${text} ${JSON.stringify(values)}`)),
      limitMs,
    );
    const look = (_?: Change) =>
      this.rows<T>(text, values).then(
        ([row]) => {
          if (row) resolve(row);
        },
        () => undefined,
      );
    const listener = listenForChanges(this.platform.info.databaseUrl, look, { onReconnect: look });
    try {
      await listener.ready;
      await look();
      return await promise;
    } finally {
      clearTimeout(limit);
      await listener.close();
    }
  }

  /** Solves the first task in its node and waits until it is passed. */
  async passFirstTask(api: ApiClient, attempt: AttemptView): Promise<AttemptView> {
    // The save point of the start stands the nodes still for a moment.
    const { environment } = await api.waitFor(
      attempt.id,
      (view) => view.environment?.state === 'ready' && view.environment.savePoints.length > 0,
      60_000,
    );
    if (!environment) throw new Error(`${attempt.lab.slug} has no environment`);
    const [row] = await this.rows<{ seed: string }>('select seed from attempt where id = $1', [attempt.id]);
    await solveFirstTask({
      driver: this.driver,
      environmentId: environment.id,
      node: environment.nodes[0]?.name ?? '',
      lab: attempt.lab.slug,
      seed: row?.seed ?? '',
    });
    await api.request('POST', `/api/attempts/${attempt.id}/tasks/${attempt.tasks[0]?.id}/check`);
    return api.waitFor(attempt.id, (view) => view.tasks[0]?.status === 'passed', 60_000);
  }

  /** Ends it, and removes what it left in the engine, unless that goes as well. */
  async stop({ engineGoes = false } = {}): Promise<void> {
    await this.platform.stop();
    await this.database.close();
    if (engineGoes) await this.driver.close();
    else await removeAll(this.driver, this.platform.info.installation);
    if (!process.env.SPRINGBOARD_KEEP) await rm(this.#state, { recursive: true, force: true });
  }
}
