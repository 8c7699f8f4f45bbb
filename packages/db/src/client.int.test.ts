import { inDatabase } from '@springboard/testkit/cluster.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { createDatabase } from './client.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await withDb();
});
afterAll(() => database.close());

/** Cuts every connection of that name, as a restart of PostgreSQL would. */
async function cut(name: string): Promise<void> {
  const admin = createDatabase(inDatabase(inject('clusterUrl'), 'postgres'));
  await admin.db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${name}`,
  );
  await admin.close();
}

describe('createDatabase', () => {
  it('outlives connections that break while idle and in the midst of a transaction', async () => {
    const onError = vi.fn();
    const { db, pool, close } = createDatabase(database.url, { max: 1, name: 'to-be-cut', onError });
    await db.execute(sql`select 1`);
    await cut('to-be-cut');
    await vi.waitFor(() => expect(onError).toHaveBeenCalled());
    await db.execute(sql`select 1`);
    await expect(
      db.transaction(async (tx) => {
        await tx.execute(sql`select 1`);
        await cut('to-be-cut');
        await tx.execute(sql`select 1`);
      }),
    ).rejects.toThrow();
    await db.execute(sql`select 1`);
    expect(pool.totalCount).toBe(1);
    await close();
  });

  it('takes back the place of a connection that broke before its transaction began', async () => {
    const { db, pool, close } = createDatabase(database.url, { max: 1, name: 'to-be-leaked' });
    const client = await pool.connect();
    await cut('to-be-leaked');
    await vi.waitFor(() => expect(pool.totalCount).toBe(0), { timeout: 10_000 });
    expect(() => client.release()).toThrow(/already been released/);
    await db.execute(sql`select 1`);
    await close();
  });
});
