import { deleteOldNotices } from '@springboard/db/repositories/notices.ts';
import { listAssigned } from '@springboard/db/repositories/paths.ts';
import { listHolders } from '@springboard/db/repositories/people.ts';
import type { Context } from '../context.ts';
import { measureFreshness } from '../lab-tests/freshness.ts';
import { addDays, spokenDay } from '../paths/days.ts';
import type { ItemState } from '../paths/item-state.ts';
import { itemTitle } from '../paths/item-title.ts';
import { loadStandings } from '../paths/standings.ts';
import { sendWeeklySummaries } from '../weekly-summary/send.ts';
import { tell } from './tell.ts';

/** What is due within so many days is due soon. */
const soonDays = 3;
/** Notices are kept so long, in milliseconds. */
const keptForMs = 90 * 86_400_000;

/**
 * Tells learners what is due soon, the owners of labs whose last test failed, and seniors on Mondays of the week before. It runs every hour, and tells each thing once: what a due date or a
 * failure is known by is in the notice.
 */
export async function remind(ctx: Context): Promise<void> {
  await remindOfDue(ctx);
  await remindOfStale(ctx);
  await sendWeeklySummaries(ctx);
  await deleteOldNotices(ctx.db, new Date(ctx.clock().getTime() - keptForMs));
}

async function remindOfDue(ctx: Context): Promise<void> {
  const { standings, facts } = await loadStandings(ctx, await listAssigned(ctx.db, 'everybody'));
  for (const { assigned, path, states, today } of standings) {
    const soon = addDays(today, soonDays);
    for (const { item, dueOn } of states.filter(isToDo)) {
      if (dueOn === null || dueOn < today || dueOn > soon) continue;
      await ctx.db.transaction((tx) =>
        tell(ctx, tx, [assigned.personId], {
          kind: 'due-soon',
          about: JSON.stringify([path.id, item.id, dueOn]),
          title: `“${itemTitle(item, facts)}” is due on ${spokenDay(dueOn)}`,
          detail: path.title,
          link: '/path',
        }),
      );
    }
  }
}

/** It is the learner's turn to do something about it. */
function isToDo({ status, facts, item }: ItemState): boolean {
  return !item.optional && !facts.gone && status !== 'done' && status !== 'waiting';
}

async function remindOfStale(ctx: Context): Promise<void> {
  const stale = (await measureFreshness(ctx)).filter(({ state }) => state === 'stale');
  if (stale.length === 0) return;
  const authors = await listHolders(ctx.db, 'author');
  for (const { lab, title, owner, since, lastTest } of stale) {
    // An owner is the name that Git knows; where it is no author's here, all of them are told.
    const owners = authors.filter(({ name }) => name === owner);
    const to = (owners.length > 0 ? owners : authors).map(({ id }) => id);
    await ctx.db.transaction((tx) =>
      tell(ctx, tx, to, {
        kind: 'lab-stale',
        about: `${lab} ${since}`,
        title: `The test of “${title}” fails`,
        detail: owners.length > 0 ? 'You changed this lab last.' : null,
        link: lastTest === null ? '/lab-tests' : `/lab-tests/${lastTest.id}`,
      }),
    );
  }
}
