import {
  deleteEndedDemands,
  deleteEndedEnvironments,
  deleteEndedLabTests,
  deleteEndedProgress,
} from '@springboard/db/repositories/prune.ts';
import { hourly } from '../hourly.ts';

/** What ended longer ago is forgotten, in milliseconds, but for what attempts and estimates stand on. */
export const historyKeptForMs = 90 * 86_400_000;
/** Of one lab's contract tests so many are kept, the latest: each has its log. */
const keptTestsOfLab = 100;
/** At most so much at a time: a reconciler that is at it for long does nothing else. The next pass goes on. */
const atOnce = { environments: 50, events: 5_000 };

/** Forgets environments that ended long ago, and what their stages said on their way. */
export const pruneHistory = hourly(async (ctx, now) => {
  const before = new Date(now - historyKeptForMs);
  const environments = await deleteEndedEnvironments(ctx.db, before, atOnce.environments);
  const events = await deleteEndedProgress(ctx.db, before, atOnce.events);
  await deleteEndedDemands(ctx.db, before);
  await deleteEndedLabTests(ctx.db, before, keptTestsOfLab);
  if (environments > 0 || events > 0)
    ctx.log.info({ environments, events }, 'What ended long ago was forgotten.');
  return environments < atOnce.environments && events < atOnce.events;
});
