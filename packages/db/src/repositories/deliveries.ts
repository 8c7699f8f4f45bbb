import type { OutsideChannel } from '@springboard/contracts/notices.ts';
import { and, count, eq, gt, inArray } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { notice, noticeDelivery } from '../schema/notices.ts';
import { person } from '../schema/people.ts';

export type DeliveryRow = typeof noticeDelivery.$inferSelect;

export async function insertDelivery(
  tx: Queryable,
  row: { readonly noticeId: string; readonly channel: OutsideChannel; readonly changedAt: Date },
): Promise<string> {
  const [inserted] = await tx
    .insert(noticeDelivery)
    .values({ ...row, state: 'waiting' })
    .returning({ id: noticeDelivery.id });
  if (!inserted) throw new Error('the delivery was not stored');
  return inserted.id;
}

/** A delivery with what it is about; undefined when it, its notice or its person is gone. */
export async function findDelivery(db: Queryable, id: string) {
  const [row] = await db
    .select({ delivery: noticeDelivery, notice, person })
    .from(noticeDelivery)
    .innerJoin(notice, eq(notice.id, noticeDelivery.noticeId))
    .innerJoin(person, eq(person.id, notice.personId))
    .where(eq(noticeDelivery.id, id));
  return row;
}

/** Takes a delivery from one of these states to another; false when it is in none of them. */
export async function moveDelivery(
  db: Queryable,
  id: string,
  from: readonly DeliveryRow['state'][],
  to: Pick<DeliveryRow, 'state' | 'changedAt'> & Partial<Pick<DeliveryRow, 'tries' | 'problem'>>,
): Promise<boolean> {
  const rows = await db
    .update(noticeDelivery)
    .set(to)
    .where(and(eq(noticeDelivery.id, id), inArray(noticeDelivery.state, [...from])))
    .returning({ id: noticeDelivery.id });
  return rows.length > 0;
}

/** Deliveries that were given up since a moment, by channel. */
export async function countFailedDeliveries(
  db: Queryable,
  since: Date,
): Promise<{ channel: OutsideChannel; failed: number }[]> {
  return db
    .select({ channel: noticeDelivery.channel, failed: count() })
    .from(noticeDelivery)
    .where(and(eq(noticeDelivery.state, 'failed'), gt(noticeDelivery.changedAt, since)))
    .groupBy(noticeDelivery.channel)
    .orderBy(noticeDelivery.channel);
}
