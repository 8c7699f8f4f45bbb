import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase } from '../client.ts';
import { isFree, withLock } from './locks.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await withDb();
});
afterAll(() => database.close());

/** Somebody who holds the lock until told. */
function aHolder(key: string, db = database.db) {
  const holding = Promise.withResolvers<AbortSignal>();
  const release = Promise.withResolvers<void>();
  const done = withLock(db, key, async (lost) => {
    holding.resolve(lost);
    await release.promise;
  });
  return { holding: holding.promise, release: release.resolve, done };
}

it('belongs to one at a time, and to the next when it is free', async () => {
  const holder = aHolder('one');
  await holder.holding;
  expect(await withLock(database.db, 'one', async () => 'in')).toEqual({ acquired: false });
  expect(await withLock(database.db, 'other', async () => 'in')).toEqual({ acquired: true, value: 'in' });
  expect(await isFree(database.db, 'one')).toBe(false);
  const waiting = withLock(database.db, 'one', async () => 'in', { waitMs: 10_000 });
  holder.release();
  expect(await waiting).toEqual({ acquired: true, value: 'in' });
  await holder.done;
  expect(await isFree(database.db, 'one')).toBe(true);
});

it('excludes other processes too', async () => {
  const other = createDatabase(database.url);
  const holder = aHolder('shared');
  await holder.holding;
  expect(await isFree(other.db, 'shared')).toBe(false);
  holder.release();
  await holder.done;
  expect(await isFree(other.db, 'shared')).toBe(true);
  await other.close();
});

it('takes no connection from queries, however many are held or waited for', async () => {
  const { db, pool, close } = createDatabase(database.url, { max: 1 });
  const holders = Array.from({ length: 50 }, (_, index) => aHolder(`many ${index}`, db));
  await Promise.all(holders.map((holder) => holder.holding));
  const waiting = withLock(db, 'many 0', async () => 'in', { waitMs: 10_000 });
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  for (const holder of holders) holder.release();
  expect(await waiting).toEqual({ acquired: true, value: 'in' });
  await Promise.all(holders.map((holder) => holder.done));
  await close();
});

it('is free again when the work throws', async () => {
  const failing = withLock(database.db, 'failing', () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await isFree(database.db, 'failing')).toBe(true);
});

it('tells its holder when the connection breaks, and the pool is as good as before', async () => {
  const holder = aHolder('broken');
  const lost = await holder.holding;
  const broken = new Promise((resolve) => lost.addEventListener('abort', resolve));
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_locks join pg_database on pg_database.oid = database
      where locktype = 'advisory' and datname = current_database()`,
  );
  await broken;
  // The server says so before it lets go of what the connection held.
  const next = await withLock(database.db, 'broken', async () => 'in', { waitMs: 10_000 });
  expect(next).toEqual({ acquired: true, value: 'in' });
  holder.release();
  expect(await holder.done).toEqual({ acquired: true, value: undefined });
  await Promise.all(Array.from({ length: 10 }, () => database.pool.query('select 1')));
});
