import { randomUUID } from 'node:crypto';
import type { Change } from '@springboard/contracts/notifications.ts';
import { startCluster } from '@springboard/testkit/cluster.ts';
import { withDb } from '@springboard/testkit/with-db.ts';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listenForChanges, notifyChange } from './notify.ts';

let cluster: Awaited<ReturnType<typeof startCluster>>;
let database: Awaited<ReturnType<typeof withDb>>;
beforeAll(async () => {
  cluster = await startCluster();
  database = await withDb(cluster.server.adminUrl);
});
afterAll(async () => {
  await database.close();
  await cluster.remove();
});

describe('listenForChanges', () => {
  it('hears what is committed, not what is rolled back, and drops what it does not understand', async () => {
    const heard: Change[] = [];
    const onError = vi.fn();
    const listener = listenForChanges(database.url, (change) => heard.push(change), { onError });
    await listener.ready;
    const change: Change = { kind: 'attempt', attemptId: randomUUID() };
    await database.db
      .transaction(async (tx) => {
        await notifyChange(tx, { kind: 'catalogue' });
        throw new Error('no');
      })
      .catch(() => {});
    await database.db.execute(sql`select pg_notify('springboard_change', 'nonsense')`);
    await notifyChange(database.db, change);
    await vi.waitFor(() => expect(heard).toEqual([change]));
    expect(onError).toHaveBeenCalledTimes(1);
    await listener.close();
  });

  it('listens again after PostgreSQL was killed, and says so', async () => {
    const heard: Change[] = [];
    const onReconnect = vi.fn();
    const listener = listenForChanges(database.url, (change) => heard.push(change), { onReconnect });
    await listener.ready;
    process.kill(cluster.server.pid, 'SIGKILL');
    await cluster.server.exited;
    await cluster.restart();
    await vi.waitFor(() => expect(onReconnect).toHaveBeenCalledTimes(1), { timeout: 15_000 });
    await vi.waitFor(() => notifyChange(database.db, { kind: 'catalogue' }), { timeout: 15_000 });
    await vi.waitFor(() => expect(heard).toContainEqual({ kind: 'catalogue' }));
    await listener.close();
  });

  it('can be closed while it has not connected yet', async () => {
    const listener = listenForChanges(database.url, () => {});
    await listener.close();
  });
});
