import { type Maintenance, mostKernelObjects, type StoppedNode } from '@springboard/environments/driver.ts';
import { system } from '../audit.ts';
import type { Context } from '../context.ts';
import { count } from './counters.ts';
import { orAbort } from './or-abort.ts';
import { releaseEnvironment } from './release.ts';

/** Drivers whose maintenance has not come to its end yet: it is not begun twice. */
const underWay = new WeakSet<Context['driver']>();

/** Has the driver set right what its engine leaves wrong in time. What takes longer than `signal` allows goes on by itself. */
export async function maintain(ctx: Context, signal: AbortSignal): Promise<void> {
  const { driver } = ctx;
  if (underWay.has(driver)) return;
  underWay.add(driver);
  const work = driver
    .maintain(signal)
    .then((done) => follow(ctx, done))
    .finally(() => underWay.delete(driver));
  await orAbort(work, signal);
}

async function follow(ctx: Context, { mended, stopped }: Maintenance): Promise<void> {
  for (const line of mended) ctx.log.warn({}, line);
  for (const one of stopped) await endOverused(ctx, one);
}

const words: Readonly<Record<StoppedNode['what'], string>> = {
  neighbours: 'entries in its tables of neighbours (ARP)',
  routes: 'routes',
  namespaces: 'network namespaces',
};

/** Ends an environment with a node that took from all others, since it would do so again as soon as it runs; its person reads why. */
async function endOverused(ctx: Context, stopped: StoppedNode): Promise<void> {
  const { environmentId, what, count: found } = stopped;
  const problem = {
    title: 'This environment was stopped',
    detail: `One of its nodes held ${found} or more ${words[what]}; more than ${mostKernelObjects[what]} take from everybody else on this host. Everything you have passed is kept.`,
    remedy: 'Reset gives you a fresh environment, and you go on with the task you were at.',
  };
  const ended = await ctx.db.transaction((tx) =>
    releaseEnvironment(ctx, tx, environmentId, { reason: 'overuse', actor: system, problem }),
  );
  count('stopped', what);
  ctx.log.error(
    { ...stopped, ended },
    'A node held more of the kernel than any lab needs; it was stopped, and its environment ends.',
  );
}
