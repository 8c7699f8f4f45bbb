import type { Queryable } from '@springboard/db/client.ts';
import { notifyChange } from '@springboard/db/notify.ts';
import { voidTickets } from '@springboard/db/repositories/terminals.ts';

/**
 * At commit every terminal and event stream of the person closes, those of sessions that go on too: they come back by
 * themselves, where they stopped, with a credential that is looked at anew. What ended has none to come back with.
 */
export async function closeSockets(tx: Queryable, personId: string): Promise<void> {
  await voidTickets(tx, personId);
  await notifyChange(tx, { kind: 'revoked', personId });
}
