import { type AdmissionRow, writeQueuePlaces } from '@springboard/db/repositories/admission.ts';
import type { Context } from '../../context.ts';
import type { Place } from './decide.ts';

/** Who waits is told of a change at most this often, in milliseconds. */
const everyMs = 1_000;
/** An estimate that moved by less is still the same: so many milliseconds, or such a part of what is left. */
const sameWithin = { ms: 2_000, share: 0.1 };

const announced = new WeakMap<Context['db'], number>();
/** Until when a look that tells the rest is on its way. */
const onItsWay = new WeakMap<Context['db'], number>();

/**
 * Writes the places that have changed and tells those who wait, all in one transaction. Who is new in the queue is told at once, the others at
 * most once a second, by another look soon.
 */
export async function announcePlaces(
  ctx: Context,
  places: readonly Place[],
  rows: readonly AdmissionRow[],
): Promise<void> {
  const now = ctx.clock();
  const before = new Map(rows.map((row) => [row.id, row.queue]));
  const changed = places.filter(({ id, queue }) => !isSame(before.get(id) ?? null, queue, now));
  const early = now.getTime() - (announced.get(ctx.db) ?? Number.NEGATIVE_INFINITY) < everyMs;
  const told = early ? changed.filter(({ id }) => (before.get(id) ?? null) === null) : changed;
  if (told.length > 0) await ctx.db.transaction((tx) => writeQueuePlaces(tx, told));
  if (!early && changed.length > 0) announced.set(ctx.db, now.getTime());
  if (told.length < changed.length) await lookAgain(ctx);
}

async function lookAgain(ctx: Context): Promise<void> {
  const now = ctx.clock().getTime();
  if ((onItsWay.get(ctx.db) ?? 0) > now) return;
  onItsWay.set(ctx.db, now + everyMs);
  await ctx.enqueue(ctx.db, 'environment.admit', {}, { runAt: new Date(Date.now() + everyMs) });
}

function isSame(old: AdmissionRow['queue'], place: Place['queue'], now: Date): boolean {
  if (old === null || old.place !== place.place || old.of !== place.of || old.waitsFor !== place.waitsFor)
    return false;
  if (old.startsAt === null || place.startsAt === null) return old.startsAt === place.startsAt;
  const [was, is] = [Date.parse(old.startsAt), Date.parse(place.startsAt)];
  return Math.abs(was - is) <= Math.max(sameWithin.ms, (is - now.getTime()) * sameWithin.share);
}
