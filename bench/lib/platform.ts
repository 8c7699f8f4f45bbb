import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createAuth } from '@springboard/auth/auth.ts';
import { createSignInLink } from '@springboard/auth/sign-in.ts';
import { readInstallation } from '@springboard/config/installation.ts';
import { defaultStateFolder } from '@springboard/config/paths.ts';
import { createDatabase, type DatabaseHandle } from '@springboard/db/client.ts';
import { IncusDriver } from '@springboard/driver-incus/driver.ts';
import { ApiClient } from '@springboard/testkit/api-client.ts';
import { aPerson } from '@springboard/testkit/people.ts';
import { Platform } from '@springboard/testkit/platform.ts';

export interface BenchPlatform {
  /** A new learner, signed in. */
  learner(): Promise<ApiClient>;
  readonly database: DatabaseHandle;
  /** A driver of the same installation, beside the platform's own. */
  readonly driver: IncusDriver;
  stop(): Promise<void>;
}

/** A whole platform in a state folder of its own (`<state>-bench`), beside whatever else runs on the host. */
export async function benchPlatform(): Promise<BenchPlatform> {
  const ours = defaultStateFolder(process.env);
  const state = `${ours}-bench`;
  mkdirSync(join(state, 'logs'), { recursive: true });
  const platform = await Platform.start({ SPRINGBOARD_STATE: state, SPRINGBOARD_MACHINE_STATE: ours });
  const installation = readInstallation(state);
  if (!installation) throw new Error(`no installation in ${state}`);
  const database = createDatabase(platform.info.databaseUrl, { name: 'bench', max: 2 });
  const auth = createAuth({ db: database.db, secret: installation.secret, url: platform.info.url });
  const driver = new IncusDriver({
    endpoint: { kind: 'unix', socket: process.env.INCUS_SOCKET ?? '/var/lib/incus/unix.socket' },
    installation: platform.info.installation,
  });
  return {
    database,
    driver,
    async learner() {
      const person = await aPerson(database.db, { name: 'Bench' });
      return ApiClient.signIn((await createSignInLink(auth, person.id)).url);
    },
    async stop() {
      await driver.close();
      await database.close();
      await platform.stop();
    },
  };
}
