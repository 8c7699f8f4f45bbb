import type { Transaction } from '@springboard/db/client.ts';
import { notifyChange } from '@springboard/db/notify.ts';
import { voidTickets } from '@springboard/db/repositories/terminals.ts';
import { deleteWebUiSessions } from '@springboard/db/repositories/web-uis.ts';
import { leaveFollows } from './leave-follows.ts';

/**
 * At commit every terminal and event stream of the person closes, those of sessions that go on too: they come back by
 * themselves, where they stopped, with a credential that is looked at anew. What ended has none to come back with. Web tabs end, and are opened
 * again with a new grant. A mentor leaves the terminals of learners, and asks them anew. Who has left is told so, and comes back to nothing.
 */
export async function closeSockets(tx: Transaction, personId: string, left = false): Promise<void> {
  await voidTickets(tx, personId);
  await deleteWebUiSessions(tx, personId);
  await leaveFollows(tx, personId, new Date());
  await notifyChange(tx, { kind: 'revoked', personId, ...(left && { left }) });
}
