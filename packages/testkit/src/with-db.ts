import { randomUUID } from 'node:crypto';
import { createDatabase, type DatabaseHandle } from '@springboard/db/client.ts';
import { Client } from 'pg';
import { inject } from 'vitest';
import { inDatabase, templateDatabase } from './cluster.ts';

export interface TestDatabase extends DatabaseHandle, AsyncDisposable {
  /** For whoever opens connections of their own (queue, listeners, processes under test). */
  readonly url: string;
}

/**
 * A fresh, migrated database of its own on the run's PostgreSQL. Only in `*.int.test.ts`.
 *
 * @example
 * const database = await withDb();
 * afterAll(() => database.close());
 */
export async function withDb(clusterUrl: string = inject('clusterUrl')): Promise<TestDatabase> {
  return databaseFrom(clusterUrl, `template ${templateDatabase} strategy file_copy`);
}

/** As `withDb`, without a single table in it. */
export async function withEmptyDb(clusterUrl: string = inject('clusterUrl')): Promise<TestDatabase> {
  return databaseFrom(clusterUrl, 'owner springboard');
}

async function databaseFrom(clusterUrl: string, how: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(clusterUrl, `create database ${name} ${how}`);
  const url = inDatabase(clusterUrl, name);
  const handle = createDatabase(url);
  const close = async () => {
    await handle.close();
    await asAdmin(clusterUrl, `drop database if exists ${name} with (force)`);
  };
  return { db: handle.db, pool: handle.pool, url, close, [Symbol.asyncDispose]: close };
}

async function asAdmin(clusterUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: clusterUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
