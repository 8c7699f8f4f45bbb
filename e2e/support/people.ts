import { createAuth } from '@springboard/auth/auth.ts';
import { createSignInLink } from '@springboard/auth/sign-in.ts';
import { readInstallation } from '@springboard/config/installation.ts';
import type { Role } from '@springboard/contracts/roles.ts';
import { createDatabase } from '@springboard/db/client.ts';
import { aPerson } from '@springboard/testkit/people.ts';
import type { E2e } from './e2e.ts';

/** A new person of a running platform, and a fresh one-time link for them. */
export async function newPersonLink(
  { state, info }: E2e,
  name: string,
  roles: readonly Role[] = ['learner'],
): Promise<string> {
  const installation = readInstallation(state);
  if (!installation) throw new Error(`no installation in ${state}`);
  const database = createDatabase(info.databaseUrl, { name: 'e2e', max: 1 });
  try {
    const person = await aPerson(database.db, { roles, name });
    const auth = createAuth({ db: database.db, secret: installation.secret, url: info.url });
    return (await createSignInLink(auth, person.id)).url;
  } finally {
    await database.close();
  }
}
