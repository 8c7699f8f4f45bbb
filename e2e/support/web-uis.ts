import { createDatabase } from '@springboard/db/client.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { eq, sql } from 'drizzle-orm';
import type { E2e } from './e2e.ts';

/**
 * Gives a running environment a web UI, as if its topology had named it: no lab of this repository has one that every host of a test serves.
 * Whatever reads an environment's web UIs reads them where they are written here.
 */
export async function giveWebUi(
  { info }: E2e,
  environmentId: string,
  ui: { name: string; title: string; node: string; port: number; credentials?: object },
): Promise<void> {
  const database = createDatabase(info.databaseUrl, { name: 'e2e', max: 1 });
  try {
    const webUis = JSON.stringify([{ path: '/', scheme: 'http', ...ui }]);
    await database.db
      .update(environment)
      .set({ spec: sql`jsonb_set(${environment.spec}, '{topology,webUis}', ${webUis}::jsonb)` })
      .where(eq(environment.id, environmentId));
  } finally {
    await database.close();
  }
}
