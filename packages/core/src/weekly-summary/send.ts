import { usualChannels } from '@springboard/contracts/notices.ts';
import { insertNotices, listChoicesOf } from '@springboard/db/repositories/notices.ts';
import { listSeniors, listTold } from '@springboard/db/repositories/weekly-summary.ts';
import type { Context } from '../context.ts';
import { type News, tell } from '../notices/tell.ts';
import { throwFailed } from '../settled.ts';
import { loadWeek } from './load.ts';
import { localDay, type Week, weekDue } from './week.ts';
import { daysOf, lineOf, textOf } from './words.ts';

const kind = 'weekly-summary';

/**
 * Tells everybody who looks after people of the week before, on Monday morning, where they want it: once for each week, however often and in however
 * many workers this runs, since the notice of a person and a week is one row. Of a week in which nothing was, nobody is told. What fails for one keeps
 * nothing back from the others, and is tried again with the next run.
 */
export async function sendWeeklySummaries(ctx: Context): Promise<void> {
  const week = weekDue(ctx.clock());
  if (week === null) return;
  const about = localDay(week.from);
  const seniors = await listSeniors(ctx.db);
  const told = await listTold(ctx.db, seniors, { kind, about });
  const chosen = await listChoicesOf(ctx.db, seniors, kind);
  const wanting = seniors.filter((id) => !told.has(id) && (chosen.get(id) ?? usualChannels).length > 0);
  const done: PromiseSettledResult<void>[] = [];
  // One after the other: a platform of many teams has other work, too.
  for (const personId of wanting) done.push(...(await Promise.allSettled([summarise(ctx, personId, week)])));
  throwFailed(done);
}

async function summarise(ctx: Context, personId: string, week: Week): Promise<void> {
  const teams = await loadWeek(ctx, personId, week);
  if (teams.length === 0) return;
  const body = textOf(teams, week, ctx.clock());
  const news: News = {
    kind,
    about: localDay(week.from),
    title: `Your teams, ${daysOf(week)}`,
    detail: lineOf(teams),
    link: '/weekly-summary',
  };
  await ctx.db.transaction(async (tx) => {
    if (body !== null) return tell(ctx, tx, [personId], { ...news, body });
    // What happens on Monday itself is of the week to come: this one has been looked at.
    const at = ctx.clock();
    await insertNotices(tx, [{ ...news, body, personId, inPage: false, createdAt: at }]);
  });
}
