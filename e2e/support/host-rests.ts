import { expect } from '@playwright/test';
import { createDatabase } from '@springboard/db/client.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { notInArray } from 'drizzle-orm';
import type { E2e } from './e2e.ts';

/**
 * Waits until no environment comes or goes. Each brings network interfaces to this machine, and a Chromium on it drops the connections that it is just
 * making when they change: a button that is pressed at that moment says that the server does not answer. Nobody's own browser is on that machine.
 */
export async function hostRests({ info }: E2e): Promise<void> {
  const database = createDatabase(info.databaseUrl, { name: 'e2e', max: 1 });
  const moving = () => database.db.$count(environment, notInArray(environment.state, ['ready', 'destroyed']));
  try {
    await expect.poll(moving, { timeout: 90_000 }).toBe(0);
  } finally {
    await database.close();
  }
}
