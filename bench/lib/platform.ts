import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { createAuth } from '@springboard/auth/auth.ts';
import { createSignInLink } from '@springboard/auth/sign-in.ts';
import { readInstallation } from '@springboard/config/installation.ts';
import type { Role } from '@springboard/contracts/roles.ts';
import { createDatabase, type DatabaseHandle } from '@springboard/db/client.ts';
import { IncusDriver } from '@springboard/driver-incus/driver.ts';
import { removeAll } from '@springboard/driver-incus/remove-all.ts';
import { ApiClient } from '@springboard/testkit/api-client.ts';
import { startFreshPlatform } from '@springboard/testkit/fresh-platform.ts';
import { aPerson } from '@springboard/testkit/people.ts';

export interface BenchPlatform {
  /** A new learner, signed in. */
  learner(): Promise<ApiClient>;
  readonly database: DatabaseHandle;
  /** Sets how many environments of a topology are kept ready, as an operator does. */
  setPool(topology: string, target: number, mode?: 'running' | 'frozen'): Promise<void>;
  /** Resolves when the pool of a topology holds one that can be handed out. */
  untilPooled(topology: string, mode: 'running' | 'frozen', count?: number): Promise<void>;
  /** A driver of the same installation, beside the platform's own. */
  readonly driver: IncusDriver;
  stop(): Promise<void>;
}

/** A platform that knows nothing of earlier runs; `env` adds to its settings. */
export async function benchPlatform(env: Readonly<Record<string, string>> = {}): Promise<BenchPlatform> {
  const { platform, state } = await startFreshPlatform(env);
  const installation = readInstallation(state);
  if (!installation) throw new Error(`no installation in ${state}`);
  const database = createDatabase(platform.info.databaseUrl, { name: 'bench', max: 2 });
  const auth = createAuth({ db: database.db, secret: installation.secret, url: platform.info.url });
  const driver = new IncusDriver({
    endpoint: { kind: 'unix', socket: process.env.INCUS_SOCKET ?? '/var/lib/incus/unix.socket' },
    installation: platform.info.installation,
  });
  const signIn = async (role: Role) => {
    const person = await aPerson(database.db, { name: 'Bench', roles: [role] });
    return ApiClient.signIn((await createSignInLink(auth, person.id)).url);
  };
  const operator = await signIn('operator');
  return {
    database,
    driver,
    learner: () => signIn('learner'),
    async setPool(topology, target, mode = 'running') {
      await operator.request('PUT', `/api/pools/${topology}`, { target, mode });
    },
    async untilPooled(topology, mode, count = 1) {
      for (const end = Date.now() + 300_000; Date.now() < end; ) {
        const { rows } = await database.pool.query(
          "select 1 from environment where topology = $1 and state = 'pooled' and frozen = $2",
          [topology, mode === 'frozen'],
        );
        if (rows.length >= count) return;
        await pause(50);
      }
      throw new Error(`the pool of ${topology} did not come to ${count} within five minutes`);
    },
    async stop() {
      await platform.stop();
      await database.close();
      await removeAll(driver, platform.info.installation);
      await rm(state, { recursive: true, force: true });
    },
  };
}
