import type { LabFreshness } from '@springboard/contracts/lab-tests.ts';
import { anybodyLearns, scheduledSince } from '@springboard/db/repositories/freshness.ts';
import { listOpenLabTests } from '@springboard/db/repositories/lab-tests.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import type { Context } from '../context.ts';
import { closedFor } from '../maintenance/require-open.ts';
import { endLabTest } from './end.ts';
import { measureFreshness } from './freshness.ts';
import { scheduleLabTest } from './start.ts';

/** What did not come to its end is tried again in the same night, so often at most, and not before so long, in milliseconds. */
const again = { most: 3, afterMs: 15 * 60_000 };

/**
 * Tests published labs by itself, in the hours that are set and one at a time: what is due first, then what was tested longest ago, each once a
 * night. While a learner has an environment or waits for one nothing is begun, and what runs gives way.
 */
export async function keepFresh(ctx: Context): Promise<void> {
  await withLock(ctx.db, 'lab-freshness', async () => {
    const open = await listOpenLabTests(ctx.db);
    const own = open.filter(({ source }) => source === 'schedule');
    const busy = await anybodyLearns(ctx.db);
    if (busy) for (const { id } of own) await giveWay(ctx, id);
    const night = nightOf(ctx.limits.nightlyLabTests, ctx.clock());
    if (night === null || busy || open.length > 0 || (await closedFor(ctx.db))) return;
    const slug = await nextDue(ctx, night);
    if (slug !== null) await scheduleLabTest(ctx, slug);
  });
}

async function giveWay(ctx: Context, id: string): Promise<void> {
  const reason = 'It gave way to a learner; it is tested again when nobody learns.';
  await endLabTest(ctx, id, { state: 'broken_off', reason });
}

async function nextDue(ctx: Context, night: Date): Promise<string | null> {
  const tried = await scheduledSince(ctx.db, night);
  const now = ctx.clock().getTime();
  const [next] = (await measureFreshness(ctx))
    .filter(({ lab, lastTest }) => {
      if (lastTest !== null && Date.parse(lastTest.at) >= night.getTime()) return false;
      const before = tried.get(lab);
      if (!before) return true;
      return before.count < again.most && now - (before.endedAt?.getTime() ?? now) >= again.afterMs;
    })
    .sort((a, b) => rank(a) - rank(b) || testedAt(a) - testedAt(b));
  return next?.lab ?? null;
}

const rank = ({ state }: LabFreshness) => (state === 'due' ? 0 : 1);
const testedAt = ({ lastTest }: LabFreshness) => (lastTest === null ? 0 : Date.parse(lastTest.at));

/** When the night began that `now` is in, in the host's time; null outside of the hours. */
export function nightOf(
  hours: { readonly from: number; readonly until: number } | null,
  now: Date,
): Date | null {
  if (hours === null) return null;
  const minute = now.getHours() * 60 + now.getMinutes();
  const overMidnight = hours.until <= hours.from;
  const within = overMidnight
    ? minute >= hours.from || minute < hours.until
    : minute >= hours.from && minute < hours.until;
  if (!within) return null;
  const began = new Date(now);
  began.setHours(Math.floor(hours.from / 60), hours.from % 60, 0, 0);
  if (began > now) began.setDate(began.getDate() - 1);
  return began;
}
