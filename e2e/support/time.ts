import { createDatabase } from '@springboard/db/client.ts';
import { checkRun, hintOpened } from '@springboard/db/schema/attempts.ts';
import { eq, sql } from 'drizzle-orm';
import type { E2e } from './e2e.ts';

/**
 * Makes what checks and hints of an attempt have seen so far so many minutes older. Somebody is stuck after ten minutes of failing at least, no clock of
 * the platform can be moved from outside, and no test should wait so long: the looks themselves are real ones.
 */
export async function letMinutesPass({ info }: E2e, attemptId: string, minutes: number): Promise<void> {
  const database = createDatabase(info.databaseUrl, { name: 'e2e', max: 1 });
  const before = (time: typeof checkRun.startedAt | typeof hintOpened.at) =>
    sql`${time} - make_interval(mins => ${minutes})`;
  try {
    await database.db.transaction(async (tx) => {
      await tx
        .update(checkRun)
        .set({ startedAt: before(checkRun.startedAt) })
        .where(eq(checkRun.attemptId, attemptId));
      await tx
        .update(hintOpened)
        .set({ at: before(hintOpened.at) })
        .where(eq(hintOpened.attemptId, attemptId));
    });
  } finally {
    await database.close();
  }
}
