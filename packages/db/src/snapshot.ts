import type { Database, Transaction } from './client.ts';

/**
 * Reads several things as they were at one moment: what others commit in between is in none of them. `read` has one connection, so it asks
 * one thing after the other, and should be short.
 */
export async function readSnapshot<T>(db: Database, read: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.transaction(read, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}
